import {html} from "../pictures/html.ts";
import type {Command} from "./command.ts";
import {showKey} from "./key.ts";

/** A dialog with every command that has a key, by group. Closes with Esc, its button, or a click beside it. */
export function helpDialog(commands: readonly Command[], {mac}: {mac: boolean}): HTMLDialogElement {
  const shown = commands.filter(({keys}) => keys.length > 0);
  const groups = [...new Set(shown.map(({group}) => group))];
  const dialog = html`<dialog class="help" aria-label="keys">
    <header>
      <h2>Keys</h2>
      <button type="button" class="quiet" aria-label="close" onclick=${() => dialog.close()}>✕</button>
    </header>
    <div class="help-groups">
      ${groups.map(
        (group) =>
          html`<section>
            <h3>${group}</h3>
            <dl>
              ${shown
                .filter((each) => each.group === group)
                .map(
                  ({title, keys}) =>
                    html`<div>
                      <dt>${title}</dt>
                      <dd>${keys.map((key) => html`<kbd>${showKey(key, mac)}</kbd>`)}</dd>
                    </div>`
                )}
            </dl>
          </section>`
      )}
    </div>
  </dialog>` as HTMLDialogElement;
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener("close", () => dialog.remove());
  return dialog;
}
