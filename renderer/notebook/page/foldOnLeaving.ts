import type {CellView} from "../cells/cellView.ts";
import type {Engine} from "../engine/types.ts";
import {cellOf, steady} from "./focus.ts";
import type {Selecting} from "./selecting.ts";

/**
 * Selects the cell that gets the focus, and folds the unpinned sources that were open elsewhere, unless they are edited and
 * wait to be run. What gets the focus stays where it is under the pointer.
 */
export function foldOnLeaving(
  document: Document,
  {
    views,
    selecting,
    engine,
    signal
  }: {views: ReadonlyMap<number, CellView>; selecting: Selecting; engine: Engine; signal: AbortSignal}
): void {
  function entered({target}: FocusEvent): void {
    const id = cellOf(target as Element);
    if (id === undefined) return;
    if (!selecting.selected.includes(id)) selecting.set({anchor: id, head: id});
    const open = [...views.values()].filter((view) => view.open && view.id !== id);
    if (open.length === 0) return;
    const {states} = engine;
    const done = open.filter((view) => states.get(view.id)?.status !== "edited");
    steady(views.get(id)?.element, () => done.forEach((view) => selecting.fold(view.id)));
  }
  document.addEventListener("focusin", entered, {signal});
}
