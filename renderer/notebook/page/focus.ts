import type {Situation} from "../commands/command.ts";

/** Where the keys go, from the element that has the focus. */
export function modeOf(element: Element | null): Situation["mode"] {
  if (!element) return "command";
  if (element.closest(".source")) return "edit";
  // the cell, its gutter and its tools are the page's own; what stands in an output belongs to the cell's author
  if (element.closest(".side-panel")) return "input"; // letters there are its own
  if (element.closest(".output, dialog, [popover]")) return element.matches("a, body") ? "command" : "input";
  return element.matches("input, textarea, select, [contenteditable]") ? "input" : "command";
}

/** Does `change` so that `element` stays where it is in the window, whatever folds or grows above it. */
export function steady(element: Element | null | undefined, change: () => void): void {
  const before = element?.getBoundingClientRect().top;
  change();
  if (before === undefined) return;
  const moved = element!.getBoundingClientRect().top - before;
  if (moved !== 0) scrollBy({top: moved, behavior: "instant"});
}

/** The cell that an element stands in. */
export function cellOf(element: Element | null): number | undefined {
  const id = element?.closest(".cell")?.id;
  return id ? Number(id.slice("cell-".length)) : undefined;
}
