import type {Desk} from "./desk.ts";
import type {Settings} from "./settings.ts";

/** Moves the focus on to the next part of the window: files, notebook, status line. */
export function focusNextPane(desk: Desk, settings: Settings, bar: HTMLElement, foot: HTMLElement): void {
  const tree = bar.querySelector<HTMLElement>("[role=treeitem][tabindex='0']");
  const frame = desk.current.value?.element.value ?? null;
  const status = foot.querySelector<HTMLElement>("button");
  const panes = [settings.sidebar.value ? tree : null, frame, status].filter((pane) => pane !== null);
  const at = panes.findIndex(
    (pane) =>
      pane === document.activeElement ||
      (pane === status && foot.contains(document.activeElement)) ||
      (pane === tree && bar.contains(document.activeElement))
  );
  panes[(at + 1) % panes.length]?.focus();
}
