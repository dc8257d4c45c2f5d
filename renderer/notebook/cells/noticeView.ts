import {html} from "../pictures/html.ts";
import type {Fix, Notice, Part} from "./notices.ts";

export interface NoticeActions {
  goTo(cell: number, line?: number): void;
  mend(fix: Fix): {title: string; apply(): void};
}

/** The lines under a cell. */
export function noticeList(notices: readonly Notice[], actions: NoticeActions): HTMLElement[] {
  return notices.map(
    ({tone, parts, fixes, trace = []}) =>
      html`<div class="notice" data-tone=${tone}>
        <p>
          ${parts.map((part) => partView(part, actions))}
          ${fixes.map((fix) => {
            const {title, apply} = actions.mend(fix);
            return html`<button type="button" class="fix" onclick=${apply}>${title}</button>`;
          })}
        </p>
        ${
          trace.length > 1
            ? html`<details>
                <summary>stack</summary>
                <ol>
                  ${trace.map((frame) => html`<li>${frame.map((part) => partView(part, actions))}</li>`)}
                </ol>
              </details>`
            : null
        }
      </div>`
  );
}

function partView(part: Part, {goTo}: NoticeActions): Node | string {
  if (typeof part === "string") return part;
  if ("code" in part) return html`<code>${part.code}</code>`;
  return html`<button type="button" class="link" onclick=${() => goTo(part.cell, part.line)}>${part.text}</button>`;
}
