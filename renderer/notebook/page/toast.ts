import {html} from "../pictures/html.ts";

export interface Toast {
  /** Says something in passing, with one thing to do about it. A new one takes the place of the old. */
  say(text: string, action?: {title: string; run(): void}): void;
  hide(): void;
}

/** A line at the foot of the page that goes by itself; it stays while the pointer or the focus is on it. */
export function createToast(root: HTMLElement, later: (callback: () => void, ms: number) => void): Toast {
  const element = html`<div class="toast" role="status" hidden></div>`;
  root.append(element);
  let shown = 0;

  function hide(): void {
    element.hidden = true;
    element.replaceChildren();
  }
  return {
    hide,
    say(text, action) {
      const turn = ++shown;
      element.replaceChildren(html`<span>${text}</span>`);
      if (action) {
        const button = html`<button type="button">${action.title}</button>`;
        button.addEventListener("click", () => {
          hide();
          action.run();
        });
        element.append(button);
      }
      element.hidden = false;
      const leave = () => {
        if (turn !== shown) return;
        if (element.matches(":hover, :focus-within")) later(leave, 2000);
        else hide();
      };
      later(leave, 6000);
    }
  };
}
