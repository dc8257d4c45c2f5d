import type {NotebookAnalysis} from "../analysis/types.ts";
import {noticesOf, type Fix} from "../cells/notices.ts";
import {problemsOf} from "../cells/problems.ts";
import type {CellFacts, CellView} from "../cells/cellView.ts";
import type {CellState} from "../engine/types.ts";
import type {Cell} from "../format/notebook.ts";

/** What decides what a cell shows. */
export interface MarkSources {
  readonly analysis: NotebookAnalysis;
  readonly states: ReadonlyMap<number, CellState>;
  readonly mode: "run" | "paused" | "preview";
  readonly editable: boolean;
  /** The cell that did not finish last time. */
  readonly hung: number | undefined;
  mend(fix: Fix): {title: string; apply(): void};
}

/** All facts of one cell for its view. */
export function factsOf(cell: Cell, view: CellView, sources: MarkSources): CellFacts {
  const {analysis, states, mode, editable, hung, mend} = sources;
  const preview = mode === "preview";
  const state = preview ? undefined : states.get(cell.id);
  const notices = noticesOf(cell, analysis, state, {hung: hung === cell.id});
  return {
    cell,
    state,
    // a line that only says "wait" would push down what is still shown, and go again in a moment
    notices: notices.filter(
      ({tone}) => tone !== "quiet" || state?.status !== "waiting" || waitsForFault(cell.id, states) || empty(view)
    ),
    problems: problemsOf(cell, analysis, state, mend),
    editable,
    runnable: !preview,
    preview,
    paused: mode === "paused"
  };
}

/** Whether what a cell waits for has failed, so that it will wait until someone does something. */
function waitsForFault(id: number, states: ReadonlyMap<number, CellState>, seen = new Set<number>()): boolean {
  if (seen.has(id)) return true;
  seen.add(id);
  const state = states.get(id);
  if (state?.status === "error") return true;
  return state?.status === "waiting" && state.because.some((cause) => waitsForFault(cause, states, seen));
}

function empty({output}: CellView): boolean {
  return output.element.childNodes.length === 0;
}
