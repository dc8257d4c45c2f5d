import {html} from "../pictures/html.ts";

/** Asks for a title; Enter takes it, Esc leaves the old one. */
export function titleDialog(title: string, take: (title: string) => void): HTMLDialogElement {
  const input = html`<input type="text" aria-label="title" maxlength="200" value=${title} />` as HTMLInputElement;
  const form = html`<form method="dialog">
    <header><h2>Title</h2></header>
    ${input}
    <footer>
      <button type="button" class="plain" onclick=${() => dialog.close()}>Cancel</button>
      <button class="plain strong">Change</button>
    </footer>
  </form>`;
  const dialog = html`<dialog class="title">${form}</dialog>` as HTMLDialogElement;
  form.addEventListener("submit", () => {
    const next = input.value.trim();
    if (next && next !== title) take(next);
  });
  dialog.addEventListener("close", () => dialog.remove());
  return dialog;
}
