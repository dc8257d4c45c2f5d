import type {CellView} from "../cells/cellView.ts";
import {moveSelection, selectedIds, type CellSelection} from "../cells/selection.ts";
import type {Selection} from "../editor/editor.ts";
import {modeOf, steady} from "./focus.ts";

/** The selected cells, and the moving of the focus between them and into their text. */
export interface Selecting {
  readonly selection: CellSelection;
  readonly selected: readonly number[];
  /** Selects without moving the focus. */
  set(selection: CellSelection): void;
  /** Selects one cell and gives it the focus. */
  go(id: number | undefined): void;
  move(by: -1 | 1, extend: boolean): void;
  /** Opens the text of a cell and puts the cursor there. */
  edit(id: number, selection?: Selection): Promise<void>;
  /** From the text or a control back to the cell. */
  leave(): void;
  /** Folds the text of a cell again, unless it is pinned. */
  fold(id: number): void;
}

export interface SelectingOptions {
  views: ReadonlyMap<number, CellView>;
  ids(): readonly number[];
  /** The view shows what it should again. */
  refresh(id: number): void;
}

export function createSelecting({views, ids, refresh}: SelectingOptions): Selecting {
  let selection: CellSelection = {anchor: undefined, head: undefined};

  function set(next: CellSelection): void {
    selection = next;
    const chosen = new Set(selectedIds(ids(), next));
    const active = next.head ?? ids()[0];
    for (const [id, view] of views) view.select(chosen.has(id), id === active);
  }

  function focusHead(): void {
    const view = selection.head === undefined ? undefined : views.get(selection.head);
    if (!view) return;
    view.element.focus({preventScroll: true});
    view.element.scrollIntoView({block: "nearest"});
  }

  function fold(id: number): void {
    const view = views.get(id);
    if (!view?.open) return;
    view.open = false;
    view.source.rest();
    refresh(id);
  }

  return {
    get selection() {
      return selection;
    },
    get selected() {
      return selectedIds(ids(), selection);
    },
    set,
    go(id) {
      set({anchor: id, head: id});
      focusHead();
    },
    move(by, extend) {
      set(moveSelection(ids(), selection, by, extend));
      focusHead();
    },
    async edit(id, range) {
      const view = views.get(id);
      if (!view) return;
      set({anchor: id, head: id});
      steady(view.source.element, () => {
        view.open = true;
        refresh(id);
      });
      await view.source.edit(range);
    },
    leave() {
      if (modeOf(globalThis.document.activeElement) !== "command") focusHead();
    },
    fold
  };
}
