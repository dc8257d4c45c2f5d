import {element} from "./element.ts";

export interface MenuItem {
  readonly label: string;
  readonly key?: string;
  readonly run: () => void;
}

/** Opens a small menu under `anchor`; arrows move, Escape or a press elsewhere closes it. */
export function openMenu(anchor: HTMLElement, items: readonly MenuItem[]): void {
  const focusedBefore = document.activeElement;
  const menu = element(
    "div",
    {class: "menu", role: "menu", popover: "auto"},
    ...items.map(({label, key, run}) =>
      element(
        "button",
        {
          role: "menuitem",
          onclick: () => {
            menu.hidePopover();
            run();
          }
        },
        element("span", {}, label),
        key && element("kbd", {}, key)
      )
    )
  );
  const buttons = [...menu.querySelectorAll("button")];
  menu.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
    if (step === undefined) return;
    event.preventDefault();
    buttons[(at + step + buttons.length) % buttons.length].focus();
  });
  menu.addEventListener("toggle", (event) => {
    if ((event as ToggleEvent).newState !== "closed") return;
    menu.remove();
    if (document.activeElement === document.body && focusedBefore instanceof HTMLElement) focusedBefore.focus();
  });
  document.body.append(menu);
  menu.showPopover();
  const box = anchor.getBoundingClientRect();
  const own = menu.getBoundingClientRect();
  const left = Math.max(8, Math.min(box.left, innerWidth - own.width - 8));
  const below = box.bottom + 4;
  menu.style.left = `${left}px`;
  menu.style.top = `${below + own.height > innerHeight - 8 ? Math.max(8, box.top - own.height - 4) : below}px`;
  buttons[0]?.focus();
}
