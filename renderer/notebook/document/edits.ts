import type {Cell, Mode, Notebook} from "../format/notebook.ts";
import {settings} from "./difference.ts";
import {apply, editText, type Operation} from "./operation.ts";

// What each command does to a notebook, as operations; where they are shown and how they are called is not known here.

/** A new, empty cell. New js and ts cells are pinned, as the format's authors have it. */
export function emptyCell(id: number, mode: Mode, source = ""): Cell {
  return {id, mode, source, pinned: mode === "js" || mode === "ts", hidden: false, attributes: []};
}

export function insertCell(cell: Cell, index: number): Operation[] {
  return [{type: "insert", index, cell}];
}

/** Removes cells, the last first, so that the places of the others hold. */
export function removeCells(notebook: Notebook, ids: readonly number[]): Operation[] {
  return notebook.cells
    .map((cell, index): Operation => ({type: "remove", index, cell}))
    .filter((operation) => operation.type === "remove" && ids.includes(operation.cell.id))
    .reverse();
}

/** Moves cells by one place up (-1) or down (1), keeping their order; none moves where the first or last has no room. */
export function moveCells(notebook: Notebook, ids: readonly number[], by: -1 | 1): Operation[] {
  const places = ids
    .map((id) => notebook.cells.findIndex((cell) => cell.id === id))
    .filter((place) => place >= 0)
    .sort((a, b) => by * (b - a));
  const edge = places[0] + by;
  if (places.length === 0 || edge < 0 || edge >= notebook.cells.length) return [];
  return places.map((from) => ({type: "move", id: notebook.cells[from].id, from, to: from + by}));
}

/** Moves one cell to stand at `to`. */
export function moveCell(notebook: Notebook, id: number, to: number): Operation[] {
  const from = notebook.cells.findIndex((cell) => cell.id === id);
  return from < 0 || from === to ? [] : [{type: "move", id, from, to}];
}

/** Turns cells into another mode. Code stays visible, prose is shown as what it says. */
export function changeMode(notebook: Notebook, ids: readonly number[], mode: Mode): Operation[] {
  return change(notebook, ids, (cell) => ({...settings(cell), mode, pinned: mode === "js" || mode === "ts"}));
}

/** Pins all of the cells, or unpins them where all were pinned. */
export function togglePinned(notebook: Notebook, ids: readonly number[]): Operation[] {
  const pinned = !chosen(notebook, ids).every((cell) => cell.pinned);
  return change(notebook, ids, (cell) => ({...settings(cell), pinned}));
}

/** Turns the implicit display of all of the cells off, or on where all were off. */
export function toggleHidden(notebook: Notebook, ids: readonly number[]): Operation[] {
  const hidden = !chosen(notebook, ids).every((cell) => cell.hidden);
  return change(notebook, ids, (cell) => ({...settings(cell), hidden}));
}

/** Cuts a cell in two at `offset`; a line break on each side of the cut goes. */
export function splitCell(notebook: Notebook, id: number, offset: number, newId: number): Operation[] {
  const index = notebook.cells.findIndex((cell) => cell.id === id);
  const cell = notebook.cells[index];
  if (!cell) return [];
  const head = cell.source.slice(0, offset).replace(/\n[ \t]*$/, "");
  const tail = cell.source.slice(offset).replace(/^[ \t]*\n/, "");
  return [
    editText(id, cell.source, {from: head.length, to: cell.source.length}),
    {type: "insert", index: index + 1, cell: {...cell, id: newId, source: tail, output: undefined, attributes: []}}
  ];
}

/** Appends a cell's text to the cell above, and removes it. */
export function mergeAbove(notebook: Notebook, id: number): Operation[] {
  const index = notebook.cells.findIndex((cell) => cell.id === id);
  const [above, cell] = [notebook.cells[index - 1], notebook.cells[index]];
  if (!above || !cell) return [];
  const between = above.source && cell.source ? (isCode(cell) ? "\n" : "\n\n") : "";
  return [
    editText(above.id, above.source, {from: above.source.length, insert: between + cell.source}),
    {type: "remove", index, cell}
  ];
}

/** Copies of cells, after the last of them. */
export function duplicateCells(notebook: Notebook, ids: readonly number[], newId: () => number): Operation[] {
  const last = Math.max(...ids.map((id) => notebook.cells.findIndex((cell) => cell.id === id)));
  return chosen(notebook, ids).map((cell, i) => ({
    type: "insert",
    index: last + 1 + i,
    cell: {...cell, id: newId(), output: undefined}
  }));
}

/** The notebook after all of `operations`. */
export function applyAll(notebook: Notebook, operations: readonly Operation[]): Notebook {
  return operations.reduce(apply, notebook);
}

function isCode({mode}: Cell): boolean {
  return mode !== "md" && mode !== "html" && mode !== "tex";
}

function chosen(notebook: Notebook, ids: readonly number[]): Cell[] {
  return notebook.cells.filter(({id}) => ids.includes(id));
}

function change(
  notebook: Notebook,
  ids: readonly number[],
  to: (cell: Cell) => ReturnType<typeof settings>
): Operation[] {
  return chosen(notebook, ids).flatMap((cell): Operation[] => {
    const [before, after] = [settings(cell), to(cell)];
    const same = before.mode === after.mode && before.pinned === after.pinned && before.hidden === after.hidden;
    return same ? [] : [{type: "set", id: cell.id, before, after}];
  });
}
