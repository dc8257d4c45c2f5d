import type {Module, Runtime} from "@observablehq/runtime";
import type {CellRecord} from "./record.ts";
import type {EngineOptions, Observer, RunMode} from "./types.ts";

/** What the parts of one engine share. */
export interface Context {
  readonly options: EngineOptions;
  readonly runtime: Runtime;
  readonly module: Module;
  readonly records: Map<number, CellRecord>;
  mode: RunMode;
  /** Names of the library whose value is there. */
  readonly loaded: ReadonlySet<string>;
  now(): number;
  /** A name of the page; throws where there is none. */
  global(name: string): unknown;
  /** Something changed that states depend on; they are told at the next frame. */
  changed(): void;
  /** Tells states at once. */
  publish(): void;
  /** Tells the observer something; its exceptions are not the notebook's. */
  tell<K extends keyof Observer>(what: K, ...args: Parameters<NonNullable<Observer[K]>>): void;
}

/** The cells whose results bear a name now. */
export function definersOf({records}: Context, name: string): CellRecord[] {
  return [...records.values()].filter(({slots}) => slots.some(({state}) => state.name === name));
}

/** The cells that would define a name if they were run as they are written. */
export function writersOf({records}: Context, name: string): CellRecord[] {
  return [...records.values()].filter(({analysis}) => analysis.outputs.includes(name));
}
