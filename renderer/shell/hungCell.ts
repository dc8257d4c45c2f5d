// Remembers on disk which cell is being evaluated, so that a notebook with an endless cell reopens paused. Most cells
// take a few milliseconds: only one that is still at it after `patience` is worth a write.

export interface HungCellOptions {
  /** What the disk says at the beginning: the cell that hung when the notebook was open before. */
  readonly reported: number | null;
  /** Writes the cell to disk, or that there is none. */
  readonly report: (cell: number | null) => Promise<void>;
  readonly after: (milliseconds: number, call: () => void) => () => void;
  /** The cell that has been at it for `patience`, or null again: for the status bar. */
  readonly slow: (cell: number | null) => void;
}

const patience = 150;
const deepest = 100;

export interface HungCell {
  started(cell: number): void;
  finished(cell: number): void;
  /** The cell that has begun and not finished: the one to name when the frame is replaced. */
  readonly cell: number | null;
  /** What the disk says. */
  readonly reported: number | null;
  /** The person says that whatever hung may run again. */
  forgive(): void;
  /** The frame is gone. What the disk says stays: a cell that was at it then did hang. */
  stop(): void;
}

/** Follows `started` and `finished` of one frame. */
export function followCells({reported, report, after, slow}: HungCellOptions): HungCell {
  const open: number[] = []; // begun and not finished, outermost first; evaluation is synchronous, so it nests
  let onDisk = reported;
  let cancel: (() => void) | null = null;
  let writes: Promise<void> = Promise.resolve();

  function tell(cell: number | null) {
    slow(cell);
    if (cell === onDisk) return;
    onDisk = cell;
    // In order, and one after the other: the last word must be the last to arrive.
    writes = writes.then(() => report(cell)).catch(() => undefined);
  }
  function look() {
    cancel?.();
    cancel = null;
    if (open.length === 0) return tell(null);
    cancel = after(patience, () => {
      cancel = null;
      tell(open[open.length - 1]);
    });
  }

  return {
    started(cell) {
      // Cells nest a few deep; what begins without end was not sent by an engine, and the innermost are enough to know.
      if (open.length >= deepest) open.shift();
      open.push(cell);
      look();
    },
    finished(cell) {
      const at = open.lastIndexOf(cell);
      if (at < 0) return;
      open.splice(at, 1);
      look();
    },
    get cell() {
      return open[open.length - 1] ?? null;
    },
    get reported() {
      return onDisk;
    },
    forgive() {
      if (open.length === 0) tell(null);
    },
    stop() {
      cancel?.();
      cancel = null;
      // Named to the person from now on, so the disk must agree.
      if (open.length > 0) tell(open[open.length - 1]);
    }
  };
}
