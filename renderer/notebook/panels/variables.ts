import type {NotebookAnalysis} from "../analysis/types.ts";
import type {Engine} from "../engine/types.ts";
import {html} from "../pictures/html.ts";
import {describeValue, showBytes} from "./describe.ts";

/** A dialog with every name that a cell defines: what it holds now, where it comes from and who reads it. */
export function variablesDialog(
  analysis: NotebookAnalysis,
  engine: Engine,
  goTo: (cell: number) => void
): HTMLDialogElement {
  const names = [...analysis.definers.keys()];
  const link = (cell: number) =>
    html`<button
      type="button"
      class="link"
      onclick=${() => {
        dialog.close();
        goTo(cell);
      }}
    >
      ${cell}
    </button>`;
  const row = (name: string) => {
    const variable = engine.variables.get(name);
    const {kind, extent, bytes} =
      variable?.status === "fulfilled"
        ? describeValue(variable.value)
        : {kind: stateOf(variable?.status), extent: "", bytes: undefined};
    return html`<tr>
      <th scope="row">${name}</th>
      <td>${kind}</td>
      <td class="extent">${extent}</td>
      <td class="amount">${bytes === undefined ? "" : showBytes(bytes)}</td>
      <td>${(analysis.definers.get(name) ?? []).map(link)}</td>
      <td>${(analysis.readers.get(name) ?? []).map(link)}</td>
    </tr>`;
  };
  const dialog = html`<dialog class="variables" aria-label="variables">
    <header>
      <h2>Variables</h2>
      <button type="button" class="quiet" aria-label="close" onclick=${() => dialog.close()}>✕</button>
    </header>
    ${
      names.length === 0
        ? html`<p class="nothing">No cell defines a name yet.</p>`
        : html`<table>
            <thead>
              <tr>
                <th scope="col">name</th>
                <th scope="col">kind</th>
                <th scope="col">shape</th>
                <th scope="col">size</th>
                <th scope="col">cell</th>
                <th scope="col">read by</th>
              </tr>
            </thead>
            <tbody>
              ${names.map(row)}
            </tbody>
          </table>`
    }
  </dialog>` as HTMLDialogElement;
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener("close", () => dialog.remove());
  return dialog;
}

function stateOf(status: "pending" | "rejected" | "fulfilled" | undefined): string {
  return status === "rejected" ? "failed" : status === "pending" ? "pending" : "not run";
}
