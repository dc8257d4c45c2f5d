import type {FromFrame} from "../../protocol/messages.ts";

/** Milliseconds within which code that follows an `await` counts as the beginning of its cell; the shell waits 150. */
const beginning = 100;

/**
 * Tells the shell which cell has the thread, so that one that never gives it back is known. A cell that is only waiting
 * (for a file, a timer) gives it back: it counts as finished once the page has had a turn after its beginning.
 */
export function createWatch(
  send: (message: FromFrame) => void,
  later: (callback: () => void, ms: number) => void
): {started(cell: number): void; finished(cell: number): void} {
  const turns = new Map<number, number>();
  let last = 0;

  function finish(cell: number): void {
    if (turns.delete(cell)) send({type: "finished", cell});
  }
  return {
    started(cell) {
      const turn = ++last;
      turns.set(cell, turn);
      send({type: "started", cell});
      later(() => {
        if (turns.get(cell) === turn) finish(cell);
      }, beginning);
    },
    finished: finish
  };
}
