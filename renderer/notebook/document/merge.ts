import type {Cell, Notebook} from "../format/notebook.ts";

/** A cell that both sides changed, differently; undefined where a side does not have it. */
export interface Conflict {
  readonly id: number;
  readonly base: Cell | undefined;
  readonly ours: Cell | undefined;
  readonly theirs: Cell | undefined;
}

/** What becomes of cells in conflict: one side, or ours followed by theirs as a new cell. */
export type Choice = "ours" | "theirs" | "both";

export interface Merge {
  readonly notebook: Notebook;
  readonly conflicts: readonly Conflict[];
}

/**
 * Three-way merge by cell id. A cell changed on one side takes that side; on both sides alike, that text; on both sides
 * differently, or changed on one and deleted on the other, it is a conflict and settled by `choice`. Cells that both sides
 * added under one id are two cells: theirs gets a new id. The order is theirs, or ours where we moved cells.
 */
export function merge(base: Notebook, ours: Notebook, theirs: Notebook, choice: Choice = "ours"): Merge {
  const conflicts: Conflict[] = [];
  const [inBase, inOurs] = [base, ours].map(byId);
  const apart = separate(inBase, inOurs, theirs, Math.max(0, ...[base, ours, theirs].flatMap(ids)));
  const inTheirs = byId(apart.notebook);
  let next = apart.next;
  const kept = new Map<number, Cell[]>();
  for (const id of new Set([...inOurs.keys(), ...inTheirs.keys()])) {
    const [b, o, t] = [inBase.get(id), inOurs.get(id), inTheirs.get(id)];
    const take = (cell: Cell | undefined) => kept.set(id, cell ? [cell] : []);
    if (same(o, t) || same(b, t)) take(o);
    else if (same(b, o)) take(t);
    else {
      conflicts.push({id, base: b, ours: o, theirs: t});
      if (choice === "both" && o && t) kept.set(id, [o, {...t, id: next++}]);
      else take(choice === "both" ? (o ?? t) : choice === "ours" ? o : t);
    }
  }
  const cells = order(base, ours, apart.notebook).flatMap((id) => kept.get(id) ?? []);
  const title = ours.title === base.title ? theirs.title : ours.title;
  return {notebook: {...theirs, title, cells}, conflicts};
}

/** Gives the cells that both sides added under one id, with different content, a new id on their side. */
function separate(base: Map<number, Cell>, ours: Map<number, Cell>, theirs: Notebook, largest: number) {
  let next = largest + 1;
  const cells = theirs.cells.map((cell) =>
    !base.has(cell.id) && ours.has(cell.id) && !same(ours.get(cell.id), cell) ? {...cell, id: next++} : cell
  );
  return {notebook: {...theirs, cells}, next};
}

function order(base: Notebook, ours: Notebook, theirs: Notebook): number[] {
  const [b, o, t] = [base, ours, theirs].map(ids);
  const among = (list: number[], other: number[]) => list.filter((id) => other.includes(id));
  const moved = String(among(o, b)) !== String(among(b, o));
  return moved ? weave(o, t) : weave(t, o);
}

/** `first`, with what only `second` has put after the id that it follows there. */
function weave(first: number[], second: number[]): number[] {
  const result = [...first];
  second.forEach((id, i) => {
    if (!result.includes(id)) result.splice(i === 0 ? 0 : result.indexOf(second[i - 1]) + 1, 0, id);
  });
  return result;
}

function ids(notebook: Notebook): number[] {
  return notebook.cells.map(({id}) => id);
}

function byId(notebook: Notebook): Map<number, Cell> {
  return new Map(notebook.cells.map((cell) => [cell.id, cell]));
}

/** Whether two sides hold the same cell; absent on both counts as the same. */
function same(a: Cell | undefined, b: Cell | undefined): boolean {
  if (!a || !b) return a === b;
  const content = ({mode, source, pinned, hidden, output, attributes}: Cell) =>
    JSON.stringify([mode, source, pinned, hidden, output, attributes]);
  return content(a) === content(b);
}
