import type {Cell} from "../format/notebook.ts";
import {analyseCell} from "./analyseCell.ts";
import {analyseNotebook} from "./analyseNotebook.ts";
import type {CellAnalysis, Known, NotebookAnalysis} from "./types.ts";

/** An analysis that remembers: a cell is analysed again only when what it says has changed. */
export interface Analyser {
  cell(cell: Cell): CellAnalysis;
  /** Forgets the cells that are not among these. */
  notebook(cells: readonly Cell[], known: Known): NotebookAnalysis;
}

export function createAnalyser(): Analyser {
  let memory = new Map<number, {cell: Cell; analysis: CellAnalysis}>();

  function analyse(cell: Cell): CellAnalysis {
    const found = memory.get(cell.id);
    if (found && sameCode(found.cell, cell)) return found.analysis;
    const analysis = analyseCell(cell);
    memory.set(cell.id, {cell, analysis});
    return analysis;
  }

  return {
    cell: analyse,
    notebook(cells, known) {
      const result = analyseNotebook(cells, known, analyse);
      const ids = new Set(cells.map(({id}) => id));
      memory = new Map([...memory].filter(([id]) => ids.has(id)));
      return result;
    }
  };
}

/** Whether two cells are analysed alike. */
function sameCode(a: Cell, b: Cell): boolean {
  return a === b || (a.source === b.source && a.mode === b.mode && a.hidden === b.hidden && a.output === b.output);
}
