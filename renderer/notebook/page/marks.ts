import type {NotebookAnalysis} from "../analysis/types.ts";
import {noticesOf, type Fix} from "../cells/notices.ts";
import {problemsOf} from "../cells/problems.ts";
import type {CellFacts, CellView} from "../cells/cellView.ts";
import type {Engine} from "../engine/types.ts";
import type {Cell} from "../format/notebook.ts";

/** What decides what a cell shows. */
export interface MarkSources {
  readonly analysis: NotebookAnalysis;
  readonly engine: Engine;
  readonly editable: boolean;
  readonly runnable: boolean;
  readonly preview: boolean;
  readonly paused: boolean;
  readonly hung: number | undefined;
  mend(fix: Fix): {title: string; apply(): void};
}

/** All facts of one cell for its view. */
export function factsOf(cell: Cell, view: CellView, sources: MarkSources): CellFacts {
  const {analysis, engine, preview, hung} = sources;
  const state = preview ? undefined : engine.states.get(cell.id);
  const notices = noticesOf(cell, analysis, state, {hung: hung === cell.id});
  return {
    cell,
    state,
    // a line that only says "wait" would push down what is still shown, and go again in a moment
    notices: notices.filter(
      ({tone}) => tone !== "quiet" || state?.status !== "waiting" || settledFault(sources, cell.id) || empty(view)
    ),
    problems: problemsOf(cell, analysis, state, sources.mend),
    editable: sources.editable,
    runnable: sources.runnable,
    paused: sources.paused,
    preview
  };
}

/** Whether what a cell waits for has failed, so that it will wait until someone does something. */
function settledFault({engine}: MarkSources, id: number, seen = new Set<number>()): boolean {
  if (seen.has(id)) return true;
  seen.add(id);
  const state = engine.states.get(id);
  if (state?.status === "error") return true;
  return (
    state?.status === "waiting" && state.because.some((cause) => settledFault({engine} as MarkSources, cause, seen))
  );
}

function empty({output}: CellView): boolean {
  return output.element.childNodes.length === 0;
}
