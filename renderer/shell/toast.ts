import {element} from "./element.ts";
import {icon} from "./icon.ts";

export interface ToastOptions {
  /** One thing to do about it; the toast goes when it is done. */
  readonly action?: {readonly label: string; readonly run: () => void};
  readonly milliseconds?: number;
}

/** The place where short news appear; they are read out, and stay while the pointer or focus is on them. */
export function toastPlace() {
  const place = element("div", {class: "toasts", role: "status", "aria-live": "polite"});
  function say(text: string, {action, milliseconds = action ? 12_000 : 5000}: ToastOptions = {}): () => void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const leave = () => {
      clearTimeout(timer);
      toast.remove();
    };
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(leave, milliseconds);
    };
    const toast = element(
      "div",
      {
        class: "toast",
        onpointerenter: () => clearTimeout(timer),
        onpointerleave: wait,
        onfocusin: () => clearTimeout(timer),
        onfocusout: wait
      },
      element("span", {class: "toast-text"}, text),
      action &&
        element(
          "button",
          {
            class: "quiet strong",
            onclick: () => {
              leave();
              action.run();
            }
          },
          action.label
        ),
      element("button", {class: "quiet square", "aria-label": "Dismiss", onclick: leave}, icon("close"))
    );
    // Three at most: older ones have been seen.
    while (place.children.length >= 3) place.firstElementChild?.remove();
    place.append(toast);
    wait();
    return leave;
  }
  return {element: place, say};
}
