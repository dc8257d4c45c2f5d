import type {Command, Situation} from "../commands/command.ts";
import {showKey} from "../commands/key.ts";
import type {Mode} from "../format/notebook.ts";
import {modeNames} from "../cells/notices.ts";
import {html} from "../pictures/html.ts";

const modes: readonly Mode[] = ["js", "ts", "md", "html", "tex"];
const listed = [
  "run",
  "insert-above",
  "insert-below",
  "duplicate",
  "move-up",
  "move-down",
  "merge",
  "pin",
  "hide",
  "hold",
  "delete"
];

export interface CellMenuOptions {
  commands: readonly Command[];
  situation: Situation;
  mode: Mode;
  mac: boolean;
  /** Called once the menu is closed by a choice, before the choice is done. */
  onChoose(): void;
}

/** Opens the menu of a cell under `button`: its mode, and the commands that apply. Arrows move, Esc closes. */
export function openCellMenu(button: HTMLElement, options: CellMenuOptions): HTMLElement {
  const {commands, situation, mac} = options;
  const item = (command: Command, checked?: boolean) => {
    const element = html`<button
      type="button"
      role=${checked === undefined ? "menuitem" : "menuitemradio"}
      aria-checked=${checked === undefined ? null : String(checked)}
      tabindex="-1"
    >
      <span
        >${checked === undefined ? command.title : modeNames[modes.find((mode) => command.id === `mode-${mode}`) ?? "js"]}</span
      >
      ${command.keys.length > 0 ? html`<kbd>${showKey(command.keys.at(-1)!, mac)}</kbd>` : null}
    </button>`;
    element.addEventListener("click", () => {
      menu.hidePopover();
      options.onChoose();
      command.run();
    });
    return element;
  };
  const find = (id: string) => commands.filter((command) => command.id === id && command.when(situation));
  const menu = html`<div class="menu" role="menu" popover aria-label="cell">
    ${modes.flatMap((mode) => find(`mode-${mode}`).map((command) => item(command, mode === options.mode)))}
    <hr />
    ${listed.flatMap((id) => find(id).map((command) => item(command)))}
  </div>`;
  menu.addEventListener("toggle", (event) => {
    if ((event as ToggleEvent).newState === "closed") menu.remove();
  });
  menu.addEventListener("keydown", (event) => {
    const items = [...menu.querySelectorAll<HTMLElement>("[role^=menuitem]")];
    const at = items.indexOf(document.activeElement as HTMLElement);
    const to = {ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1}[event.key];
    event.stopPropagation(); // keys mean the menu here
    if (to === undefined) return;
    event.preventDefault();
    items.at(to % items.length)?.focus();
  });
  document.body.append(menu);
  menu.showPopover();
  const {bottom, top, right} = button.getBoundingClientRect();
  const {width, height} = menu.getBoundingClientRect();
  const below = bottom + height + 8 <= innerHeight;
  menu.style.left = `${Math.max(8, Math.min(right - width + 8, innerWidth - width - 8))}px`;
  menu.style.top = `${below ? bottom + 4 : Math.max(8, top - height - 4)}px`;
  menu.querySelector<HTMLElement>("[aria-checked=true], [role=menuitem]")?.focus();
  return menu;
}
