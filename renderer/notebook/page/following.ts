import type {Change, Document} from "../document/document.ts";
import type {Place} from "../document/history.ts";
import type {Operation} from "../document/operation.ts";
import {modeOf} from "./focus.ts";
import type {Selecting} from "./selecting.ts";

export interface FollowingOptions {
  readonly document: Document;
  readonly selecting: Selecting;
  /** Whether cells that came with this change are evaluated without being asked to. */
  evaluates(cause: Change["cause"]): boolean;
  run(ids: readonly number[]): Promise<void>;
  /** A cell was deleted, and nobody took that back. */
  release(cell: number): void;
  later(callback: () => void, ms: number): void;
  frame(callback: () => void): void;
}

/** Longer than the offer to undo a deletion stands. */
const patience = 10_000;

/** What follows a change of the document besides showing it: where the person goes, what runs again, what is let go. */
export function following(options: FollowingOptions): (change: Change) => void {
  const {document, selecting, evaluates, run, release, later, frame} = options;

  /** After undo and redo the person is where the edit was. */
  function goBack({cell, selection}: Place): void {
    if (cell === undefined || !document.cell(cell)) return selecting.go(selecting.selection.head);
    if (selection && modeOf(globalThis.document.activeElement) === "edit") void selecting.edit(cell, selection);
    else selecting.go(cell);
  }

  /** Cells that come back, or that someone else changed, are evaluated as they would be on opening. */
  function runAgain({operations, cause}: Change): void {
    if (!evaluates(cause)) return;
    const again = operations.flatMap((operation) => {
      if (operation.type === "insert") return [operation.cell.id];
      return operation.type === "text" && cause === "outside" ? [operation.id] : [];
    });
    // after this turn: the shell is told of the change first
    if (again.length > 0) frame(() => void run(again.filter((id) => document.cell(id))));
  }

  /** What belonged to deleted cells goes once the offer to undo has. */
  function releaseRemoved(operations: readonly Operation[]): void {
    for (const operation of operations)
      if (operation.type === "remove")
        later(() => {
          if (!document.cell(operation.cell.id)) release(operation.cell.id);
        }, patience);
  }

  return (change) => {
    releaseRemoved(change.operations);
    if (change.cause === "undo" || change.cause === "redo") goBack(change.place);
    if (change.cause !== "do") runAgain(change);
  };
}
