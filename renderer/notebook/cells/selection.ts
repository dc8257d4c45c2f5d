/** Which cells are selected: from `anchor` to `head`, the one that moves and has the focus. */
export interface CellSelection {
  readonly anchor: number | undefined;
  readonly head: number | undefined;
}

/** The selected ids in the order of `ids`. */
export function selectedIds(ids: readonly number[], {anchor, head}: CellSelection): number[] {
  const [a, b] = [anchor, head].map((id) => (id === undefined ? -1 : ids.indexOf(id)));
  if (b < 0) return [];
  return a < 0 ? [ids[b]] : ids.slice(Math.min(a, b), Math.max(a, b) + 1);
}

/** Moves the head by one cell, and the anchor with it unless the selection is to be extended. */
export function moveSelection(
  ids: readonly number[],
  {anchor, head}: CellSelection,
  by: -1 | 1,
  extend: boolean
): CellSelection {
  if (ids.length === 0) return {anchor: undefined, head: undefined};
  const from = head === undefined ? (by > 0 ? -1 : ids.length) : ids.indexOf(head);
  const to = ids[Math.max(0, Math.min(ids.length - 1, from + by))];
  return {anchor: extend ? (anchor ?? to) : to, head: to};
}

/** The selection after cells went: what is left of it, else the cell now at its place, else the last. */
export function repairSelection(
  before: readonly number[],
  after: readonly number[],
  selection: CellSelection
): CellSelection {
  const present = (id: number | undefined) => id !== undefined && after.includes(id);
  if (present(selection.head))
    return {head: selection.head, anchor: present(selection.anchor) ? selection.anchor : selection.head};
  const places = selectedIds(before, selection).map((id) => before.indexOf(id));
  if (places.length === 0 || after.length === 0) return {anchor: undefined, head: undefined};
  const gone = before.slice(0, Math.min(...places)).filter((id) => after.includes(id)).length;
  const head = after[Math.min(gone, after.length - 1)];
  return {anchor: head, head};
}
