import type {Cell, Notebook} from "../format/notebook.ts";
import {apply, replaceText, type Operation} from "./operation.ts";

/** Operations that turn `before` into `after`, cell by cell of the same id. */
export function difference(before: Notebook, after: Notebook): Operation[] {
  const operations: Operation[] = [];
  let now = before;
  function step(operation: Operation): void {
    operations.push(operation);
    now = apply(now, operation);
  }
  if (before.title !== after.title) step({type: "title", before: before.title, after: after.title});
  const kept = new Set(after.cells.map(({id}) => id));
  for (let i = before.cells.length - 1; i >= 0; --i)
    if (!kept.has(before.cells[i].id)) step({type: "remove", index: i, cell: before.cells[i]});
  after.cells.forEach((cell, to) => {
    const from = now.cells.findIndex(({id}) => id === cell.id);
    if (from < 0) return step({type: "insert", index: to, cell});
    if (from !== to) step({type: "move", id: cell.id, from, to});
    const old = now.cells[to];
    // attributes have no operation of their own: the cell is replaced, and keeps its id
    if (!sameAttributes(old, cell)) {
      step({type: "remove", index: to, cell: old});
      return step({type: "insert", index: to, cell});
    }
    if (old.mode !== cell.mode || old.pinned !== cell.pinned || old.hidden !== cell.hidden)
      step({type: "set", id: cell.id, before: settings(old), after: settings(cell)});
    if (old.source !== cell.source) step(replaceText(cell.id, old.source, cell.source));
  });
  return operations;
}

/** The settings of a cell alone. */
export function settings({mode, pinned, hidden}: Cell): {mode: Cell["mode"]; pinned: boolean; hidden: boolean} {
  return {mode, pinned, hidden};
}

function sameAttributes(a: Cell, b: Cell): boolean {
  return a.output === b.output && JSON.stringify(a.attributes) === JSON.stringify(b.attributes);
}
