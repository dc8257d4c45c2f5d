import {invert, type Operation} from "./operation.ts";

/** Where a person was: a cell, and a range of its text where it was being edited. */
export interface Place {
  readonly cell: number | undefined;
  readonly selection?: {readonly anchor: number; readonly head: number};
}

/** What one undo takes back. */
export interface Entry {
  /** In the words of a menu: "delete 2 cells". */
  readonly title: string;
  readonly operations: readonly Operation[];
  readonly before: Place;
  readonly after: Place;
  /** Typing, which joins the typing just before it. */
  readonly typing: boolean;
}

export interface History {
  /** Adds an entry and forgets what had been undone. */
  record(entry: Entry): void;
  /** The entry whose operations take back the last one, newest first; undefined where nothing is left. */
  undo(): Entry | undefined;
  redo(): Entry | undefined;
  readonly canUndo: string | undefined;
  readonly canRedo: string | undefined;
}

/**
 * One history for the whole notebook. Typing in one cell joins the entry before it while no more than `pause` milliseconds
 * of `now` lie between them.
 */
export function createHistory({now, pause = 500}: {now: () => number; pause?: number}): History {
  const done: Entry[] = [];
  const undone: Entry[] = [];
  let last = -Infinity;

  function take(from: Entry[], to: Entry[]): Entry | undefined {
    const entry = from.pop();
    if (!entry) return undefined;
    to.push(entry);
    last = -Infinity; // what is typed next is an entry of its own
    return entry;
  }

  return {
    record(entry) {
      const joined = entry.typing && now() - last <= pause ? join(done.at(-1), entry) : undefined;
      if (joined) done[done.length - 1] = joined;
      else done.push(entry);
      undone.length = 0;
      last = entry.typing ? now() : -Infinity;
    },
    undo() {
      const entry = take(done, undone);
      return (
        entry && {
          ...entry,
          operations: entry.operations.map(invert).reverse(),
          before: entry.after,
          after: entry.before
        }
      );
    },
    redo: () => take(undone, done),
    get canUndo() {
      return done.at(-1)?.title;
    },
    get canRedo() {
      return undone.at(-1)?.title;
    }
  };
}

function join(first: Entry | undefined, second: Entry): Entry | undefined {
  if (!first?.typing) return undefined;
  const [a, b] = [first.operations[0], second.operations[0]];
  if (a.type !== "text" || b.type !== "text" || a.id !== b.id) return undefined;
  const operation: Operation = {
    type: "text",
    id: a.id,
    changes: a.changes.compose(b.changes),
    inverse: b.inverse.compose(a.inverse)
  };
  return {...first, operations: [operation], after: second.after};
}
