import type {Variable} from "@observablehq/runtime";
import type {Cell} from "../format/notebook.ts";
import type {CellAnalysis} from "../analysis/types.ts";
import type {CellError} from "./errors.ts";
import type {VariableState} from "./types.ts";

/** A cell's code as it runs. */
export interface Committed {
  /** As evaluated; positions in stacks are positions in this source. */
  readonly cell: Cell;
  readonly analysis: CellAnalysis;
  /** The names of the code's variables, by which its results are picked; empty where the value is the result. */
  readonly keys: readonly string[];
  /** What the cell calls its results. Differs from `keys` after a renaming, which needs no new run. */
  readonly outputs: readonly string[];
  /** The inputs that come from the runtime, in order; the engine adds the others for each run. */
  readonly inputs: readonly string[];
}

/** One result of a cell: a variable that takes it from the cell's value, and one that gives it its name. */
export interface Slot {
  readonly index: number;
  readonly variable: Variable;
  readonly alias: Variable;
  state: VariableState;
  /** The failure of this result alone: a promise that rejected, a generator that threw. */
  error: CellError | undefined;
  /** Another cell defines the same name. */
  duplicate: boolean;
  /** Gives up a promise that has not settled. */
  abandon: (() => void) | undefined;
}

/**
 * What the engine knows of a cell. Phases: nothing asked yet; waiting for inputs; its code is running; a value was shown;
 * the code failed; an input failed.
 */
export interface CellRecord {
  readonly id: number;
  /** As it is written now. */
  cell: Cell;
  analysis: CellAnalysis;
  committed: Committed | undefined;
  held: boolean;
  readonly variable: Variable;
  readonly slots: Slot[];
  phase: "none" | "pending" | "running" | "done" | "failed" | "blocked";
  error: CellError | undefined;
  /** In phase "blocked": the input that failed, and what was said. */
  failedInput: {readonly name: string; readonly message: string} | undefined;
  /** Counts the times its code was begun. */
  run: number;
  /** Since its inputs last changed. */
  begun: boolean;
  began: number;
  elapsed: number | undefined;
  /** Something of the present run stands in the output. */
  shown: boolean;
  /** The present run called `display`. */
  displayed: boolean;
  value: unknown;
  /** Gives up the run in progress. */
  abandon: (() => void) | undefined;
  /** Its inputs do not make it run: it is held, or the notebook runs on demand. */
  cut: boolean;
  /** The inputs of the last run, and what they are now, for a cell that is cut. */
  inputs: readonly unknown[] | undefined;
  watch: Variable | undefined;
  watched: readonly unknown[] | {readonly failed: string} | undefined;
  gone: boolean;
}

/** The runtime's name of a cell's value; no identifier looks like it. */
export function valueName(id: number): string {
  return `cell ${id}`;
}

/** The runtime's name of one of its results. */
export function slotName(id: number, index: number): string {
  return `cell ${id}:${index}`;
}

/** The text differs from what ran, in more than comments and layout. */
export function isEdited({analysis, committed}: CellRecord): boolean {
  return committed !== undefined && (!sameCode(committed.analysis, analysis) || !sameNames(committed, analysis));
}

export function sameCode(a: CellAnalysis, b: CellAnalysis): boolean {
  return a.identity === b.identity;
}

export function sameNames({outputs}: {outputs: readonly string[]}, b: CellAnalysis): boolean {
  return outputs.length === b.outputs.length && outputs.every((name, i) => name === b.outputs[i]);
}
