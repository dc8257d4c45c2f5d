import type {Cycle} from "./types.ts";

/** A name that one cell reads from another. */
export interface Edge {
  readonly to: number;
  readonly name: string;
}

/**
 * Closed paths through a graph of cells, shortest first found, such that every cell that lies on a closed path is on one
 * of them. Linear in the graph for each cell on a cycle, and nothing but one pass where there is none.
 */
export function findCycles(cells: readonly number[], edges: (cell: number) => readonly Edge[]): Cycle[] {
  const covered = new Set<number>();
  const cycles: Cycle[] = [];
  for (const cell of onCycles(cells, edges)) {
    if (covered.has(cell)) continue;
    const path = shortestCycle(cell, edges);
    if (!path) continue;
    for (const step of path) covered.add(step.cell);
    cycles.push({path, text: [...path, path[0]].map(({name}) => name).join(" → ")});
  }
  return cycles;
}

/** Cells that remain when all whose inputs, and all whose readers, lie on no cycle are taken away. */
function onCycles(cells: readonly number[], edges: (cell: number) => readonly Edge[]): number[] {
  const readers = new Map<number, number[]>();
  const pending = new Map<number, number>();
  for (const cell of cells) {
    const needs = new Set(edges(cell).map(({to}) => to));
    pending.set(cell, needs.size);
    for (const need of needs) readers.set(need, [...(readers.get(need) ?? []), cell]);
  }
  const ready = cells.filter((cell) => pending.get(cell) === 0);
  for (const cell of ready) {
    pending.delete(cell);
    for (const reader of readers.get(cell) ?? []) {
      const left = (pending.get(reader) ?? 0) - 1;
      pending.set(reader, left);
      if (left === 0) ready.push(reader);
    }
  }
  return cells.filter((cell) => pending.has(cell));
}

/** The shortest way from a cell's inputs back to it, breadth first. */
function shortestCycle(start: number, edges: (cell: number) => readonly Edge[]): Cycle["path"] | undefined {
  const from = new Map<number, {cell: number; name: string}>();
  const queue = [start];
  for (const cell of queue)
    for (const {to, name} of edges(cell)) {
      if (to === start) return unwind(start, cell, name, from);
      if (from.has(to)) continue;
      from.set(to, {cell, name});
      queue.push(to);
    }
  return undefined;
}

/** The steps of a cycle from its first cell on; `name` is what the last cell reads from the first. */
function unwind(
  start: number,
  last: number,
  name: string,
  from: Map<number, {cell: number; name: string}>
): Cycle["path"] {
  const steps: {cell: number; name: string}[] = [];
  for (let cell = last; cell !== start;) {
    const step = from.get(cell);
    if (!step) break;
    steps.unshift({cell, name: step.name});
    cell = step.cell;
  }
  return [{cell: start, name}, ...steps];
}
