import type {Cell} from "../format/notebook.ts";
import {analyseCell} from "./analyseCell.ts";
import {findCycles, type Edge} from "./cycles.ts";
import type {CellAnalysis, Known, NotebookAnalysis} from "./types.ts";
import {undefinedNames} from "./undefinedNames.ts";

/** How the cells of a notebook hang together. Pure and cheap, so that it can be built anew on every edit. */
export function analyseNotebook(
  cells: readonly Cell[],
  known: Known,
  analyse: (cell: Cell) => CellAnalysis = analyseCell
): NotebookAnalysis {
  const byCell = new Map(cells.map((cell) => [cell.id, analyse(cell)]));
  const ids = cells.map(({id}) => id);
  const definers = group(byCell, ({outputs}) => outputs);
  const readers = group(byCell, ({inputs}) => inputs);
  const edges = new Map(ids.map((id) => [id, edgesOf(byCell.get(id), definers)]));
  const edgesFrom = (id: number) => edges.get(id) ?? [];
  const needs = new Map(
    ids.map((id) => [
      id,
      others(
        id,
        edgesFrom(id).map(({to}) => to)
      )
    ])
  );
  const neededBy = new Map(ids.map((id) => [id, [] as number[]]));
  for (const [id, list] of needs) for (const need of list) neededBy.get(need)?.push(id);
  return {
    byCell,
    definers,
    readers,
    needs,
    neededBy,
    duplicates: [...definers].filter(([, list]) => list.length > 1).map(([name, cells]) => ({name, cells})),
    cycles: findCycles(ids, edgesFrom),
    undefined: undefinedNames(cells, byCell, definers, known),
    order: order(ids, needs)
  };
}

/** The cells by each name that `names` finds in them. */
function group(byCell: ReadonlyMap<number, CellAnalysis>, names: (analysis: CellAnalysis) => readonly string[]) {
  const groups = new Map<string, number[]>();
  for (const [id, analysis] of byCell)
    for (const name of names(analysis)) {
      const list = groups.get(name);
      if (list) list.push(id);
      else groups.set(name, [id]);
    }
  return groups;
}

function edgesOf(analysis: CellAnalysis | undefined, definers: ReadonlyMap<string, readonly number[]>): Edge[] {
  return (analysis?.inputs ?? []).flatMap((name) => (definers.get(name) ?? []).map((to) => ({to, name})));
}

function others(id: number, list: readonly number[]): number[] {
  return [...new Set(list)].filter((other) => other !== id);
}

/** Depth first along what cells need, in the notebook's order. */
function order(ids: readonly number[], needs: ReadonlyMap<number, readonly number[]>): number[] {
  const seen = new Set<number>();
  const result: number[] = [];
  for (const root of ids) {
    // An explicit stack: a notebook may be one long chain.
    const stack: {id: number; next: number}[] = seen.has(root) ? [] : [{id: root, next: 0}];
    seen.add(root);
    while (stack.length > 0) {
      const top = stack[stack.length - 1];
      const need = (needs.get(top.id) ?? [])[top.next++];
      if (need === undefined) {
        result.push(top.id);
        stack.pop();
      } else if (!seen.has(need)) {
        seen.add(need);
        stack.push({id: need, next: 0});
      }
    }
  }
  return result;
}
