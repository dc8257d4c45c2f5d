import type {NotebookAnalysis} from "../analysis/types.ts";
import type {Cell} from "../format/notebook.ts";

/** Keeps the analysis of the present cells: at once after a command, in a pause after typing. */
export interface Reader {
  readonly analysis: NotebookAnalysis;
  /** The cells as they are now; `typing` lets a burst of keys pass before reading them. */
  read(cells: readonly Cell[], typing: boolean): void;
}

/** Long enough that a half-written name is not called undefined. */
const pause = 400;

export function createReader({
  analyse,
  later,
  onRead,
  cells
}: {
  analyse: (cells: readonly Cell[]) => NotebookAnalysis;
  later: (callback: () => void, ms: number) => void;
  onRead: () => void;
  cells: readonly Cell[];
}): Reader {
  let analysis = analyse(cells);
  let turn = 0;
  return {
    get analysis() {
      return analysis;
    },
    read(next, typing) {
      const mine = ++turn;
      const read = () => {
        if (mine !== turn) return;
        analysis = analyse(next);
        onRead();
      };
      if (typing) later(read, pause);
      else read();
    }
  };
}
