import type {Cell} from "./notebook.ts";

/** Whether two cells say the same. */
export function sameCell(a: Cell, b: Cell): boolean {
  return (
    a === b ||
    (a.id === b.id &&
      a.mode === b.mode &&
      a.source === b.source &&
      a.pinned === b.pinned &&
      a.hidden === b.hidden &&
      (a.output ?? "") === (b.output ?? "") &&
      a.attributes.length === b.attributes.length &&
      a.attributes.every(([name, value], i) => name === b.attributes[i][0] && value === b.attributes[i][1]))
  );
}
