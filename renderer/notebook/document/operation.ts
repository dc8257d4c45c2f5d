import {ChangeSet, Text} from "@codemirror/state";
import type {Cell, Notebook} from "../format/notebook.ts";

/** What a person sets on a cell besides its text and place. */
export type Settings = Pick<Cell, "mode" | "pinned" | "hidden">;

/** One step that turns a notebook into another, holding what its inverse needs. */
export type Operation =
  | {readonly type: "insert"; readonly index: number; readonly cell: Cell}
  | {readonly type: "remove"; readonly index: number; readonly cell: Cell}
  | {readonly type: "move"; readonly id: number; readonly from: number; readonly to: number}
  | {readonly type: "set"; readonly id: number; readonly before: Settings; readonly after: Settings}
  | {readonly type: "text"; readonly id: number; readonly changes: ChangeSet; readonly inverse: ChangeSet}
  | {readonly type: "title"; readonly before: string; readonly after: string};

/** The notebook after `operation`. Cells that it does not touch stay the same objects. */
export function apply(notebook: Notebook, operation: Operation): Notebook {
  const {cells} = notebook;
  switch (operation.type) {
    case "insert":
      return {...notebook, cells: cells.toSpliced(operation.index, 0, operation.cell)};
    case "remove":
      return {...notebook, cells: cells.toSpliced(operation.index, 1)};
    case "move":
      return {...notebook, cells: cells.toSpliced(operation.from, 1).toSpliced(operation.to, 0, cells[operation.from])};
    case "set":
      return changeCell(notebook, operation.id, (cell) => ({...cell, ...operation.after}));
    case "text":
      return changeCell(notebook, operation.id, (cell) => ({
        ...cell,
        source: operation.changes.apply(textOf(cell.source)).toString()
      }));
    case "title":
      return {...notebook, title: operation.after};
  }
}

/** The operation that takes `operation` back. */
export function invert(operation: Operation): Operation {
  switch (operation.type) {
    case "insert":
      return {...operation, type: "remove"};
    case "remove":
      return {...operation, type: "insert"};
    case "move":
      return {...operation, from: operation.to, to: operation.from};
    case "set":
    case "title":
      return {...operation, before: operation.after, after: operation.before} as Operation;
    case "text":
      return {...operation, changes: operation.inverse, inverse: operation.changes};
  }
}

/** The one change between the common ends of two texts. */
export function changeBetween(before: string, after: string): {from: number; to: number; insert: string} {
  let from = 0;
  while (from < before.length && from < after.length && before[from] === after[from]) from++;
  let end = 0;
  while (
    end < before.length - from &&
    end < after.length - from &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  )
    end++;
  return {from, to: before.length - end, insert: after.slice(from, after.length - end)};
}

/** Replaces a cell's text by another, as one change of the part that differs. */
export function replaceText(id: number, before: string, after: string): Operation {
  return editText(id, before, changeBetween(before, after));
}

/** A text operation from one replaced range of `before`. */
export function editText(id: number, before: string, change: {from: number; to?: number; insert?: string}): Operation {
  const changes = ChangeSet.of(change, before.length);
  return {type: "text", id, changes, inverse: changes.invert(textOf(before))};
}

/** A cell's text as CodeMirror holds it. */
export function textOf(source: string): Text {
  return Text.of(source.split("\n"));
}

function changeCell(notebook: Notebook, id: number, change: (cell: Cell) => Cell): Notebook {
  const index = notebook.cells.findIndex((cell) => cell.id === id);
  if (index < 0) throw new RangeError(`unknown cell: ${id}`);
  return {...notebook, cells: notebook.cells.with(index, change(notebook.cells[index]))};
}
