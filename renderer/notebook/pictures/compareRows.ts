import type {NetworkRow} from "./networkTable.ts";

/** A line of a table that compares two networks. */
export interface ComparedRow {
  readonly row: NetworkRow;
  /** The line of the same path before; undefined where there was none, and where nothing is compared. */
  readonly was: NetworkRow | undefined;
  readonly state: "same" | "changed" | "added" | "removed";
}

/**
 * The lines of a network and of the one before it in one list, matched by path: what is gone stands where it stood. A line is
 * changed if its kind, shape or number of parameters is another; what follows from a change (cost, field) is told by the
 * numbers.
 */
export function compareRows(rows: readonly NetworkRow[], before: readonly NetworkRow[] | undefined): ComparedRow[] {
  if (!before) return rows.map((row) => ({row, was: undefined, state: "same"}));
  const known = new Map(before.map((row) => [row.path, row]));
  const lines = rows.map((row): ComparedRow => {
    const was = known.get(row.path);
    return {row, was, state: !was ? "added" : isChanged(row, was) ? "changed" : "same"};
  });
  const present = new Set(rows.map(({path}) => path));
  let previous = -1; // the place of the line that stood before this one
  for (const row of before) {
    if (present.has(row.path)) {
      previous = lines.findIndex((line) => line.row.path === row.path);
      continue;
    }
    ++previous;
    while (previous < lines.length && lines[previous].row.depth > row.depth) ++previous; // not between others' parts
    lines.splice(previous, 0, {row, was: row, state: "removed"});
  }
  return lines;
}

function isChanged(row: NetworkRow, was: NetworkRow): boolean {
  return (
    row.kind !== was.kind ||
    row.shape.join() !== was.shape.join() ||
    row.parameters !== was.parameters ||
    !!row.frozen !== !!was.frozen
  );
}
