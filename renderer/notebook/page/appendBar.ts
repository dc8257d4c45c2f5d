import type {Mode} from "../format/notebook.ts";
import {html} from "../pictures/html.ts";

/** The place after the last cell: adds code or text there. In sight while the notebook is empty, else under the pointer. */
export function appendBar(append: (mode: Mode) => void): HTMLElement {
  return html`<div class="append">
    <button type="button" tabindex="-1" onclick=${() => append("js")}>+ Code</button>
    <button type="button" tabindex="-1" onclick=${() => append("md")}>+ Text</button>
  </div>`;
}
