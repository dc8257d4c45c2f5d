import type {Cell} from "../format/notebook.ts";
import type {CellAnalysis} from "../analysis/types.ts";
import type {CellError} from "./errors.ts";

/** Exactly one at a time, the first that holds: running, edited, error, waiting, stale, idle. */
export type Status = "idle" | "edited" | "waiting" | "running" | "stale" | "error";

/** What the gutter says of a cell. */
export interface CellState {
  readonly id: number;
  readonly status: Status;
  /** One line: "waiting for `a` (cell 5)"; "" for an idle cell that ran. */
  readonly reason: string;
  /** The failure that began in this cell; kept while the cell is edited. */
  readonly error: CellError | undefined;
  /** The cells it waits for, or whose change made it stale. */
  readonly because: readonly number[];
  /** It keeps its value when an input changes. */
  readonly held: boolean;
  /** It has run at least once. */
  readonly ran: boolean;
  /** Milliseconds that the last finished run took. */
  readonly elapsed: number | undefined;
}

/** A value that a cell defines. */
export interface VariableState {
  readonly name: string;
  readonly cell: number;
  readonly status: "pending" | "fulfilled" | "rejected";
  /** The latest value; undefined until there is one, and where there is none. */
  readonly value: unknown;
}

/** A run of a cell, as the per-cell names of the library see it. */
export interface RunningCell {
  readonly id: number;
  /** Appends to the cell's output; throws `stale display` once the cell has run again. */
  display<T>(value: T): T;
  /** Resolves before the cell runs again or goes. */
  readonly invalidation: Promise<void>;
}

/** What the engine tells the page. Nothing here may throw. */
export interface Observer {
  /** A cell's state changed. */
  state?(state: CellState): void;
  /** The cell's output begins anew: remove what was shown. */
  clear?(cell: number): void;
  /** Show `value` after what is shown already; `name` is the cell's `output` attribute. */
  display?(cell: number, value: unknown, name: string | undefined): void;
  /** About to evaluate a cell. */
  started?(cell: number): void;
  /** The cell's code is through: it returned, its promise settled, or it was thrown away. Once for each `started`. */
  finished?(cell: number): void;
  /** A variable has a new value, fails, or is being computed anew. */
  variable?(variable: VariableState): void;
  /** A variable is gone. */
  forgotten?(name: string, cell: number): void;
}

export interface EngineOptions {
  /** The standard library: each name with a function that makes its value (or a promise or generator of it) on first use. */
  library: Readonly<Record<string, () => unknown>>;
  /** Names whose value (or a promise of it) knows its cell, made anew for each run: `{train: (cell) => …}`. */
  perCell?: Readonly<Record<string, (cell: RunningCell) => unknown>>;
  /** Calls back before the next frame is drawn; a timer where the page is hidden. */
  frame(callback: () => void): void;
  /** Indirect eval: evaluates a script in the page's scope and returns its completion value. */
  evaluate(source: string): unknown;
  /** Loads a module by the URL that an import resolved to. */
  load(url: string): Promise<Record<string, unknown>>;
  /** A name that neither a cell nor the library defines; throws where the page has none. Default: `globalThis[name]`. */
  global?(name: string): unknown;
  /** Milliseconds, for `elapsed`. Default: `performance.now`. */
  now?(): number;
  /** The element whose visibility `visibility()` waits for. */
  node?(cell: number): unknown;
  /** Default: the plain analysis; the page hands in its own, so that nothing is analysed twice. */
  analyse?(cell: Cell): CellAnalysis;
  observer?: Observer;
  /** Default: "automatically". */
  mode?: RunMode;
}

/** Whether a change runs the cells that read it, or marks them stale. */
export type RunMode = "automatically" | "on demand";

/** Runs a notebook's cells. */
export interface Engine {
  /** The notebook's present cells. Runs nothing; removed cells are disposed; cells that did not change keep their values. */
  set(cells: readonly Cell[]): void;
  /**
   * Runs these cells with their present text, and before them the cells they need that are stale or never ran. Without
   * ids: every cell that is not up to date and not held. Resolves when all of them have settled.
   */
  run(ids?: readonly number[]): Promise<void>;
  /** A held cell keeps its value when an input changes, until it is run by name or let go. */
  hold(id: number, held: boolean): void;
  mode: RunMode;
  readonly states: ReadonlyMap<number, CellState>;
  /** What cells define now, by name. */
  readonly variables: ReadonlyMap<string, VariableState>;
  /** Ends every cell: invalidation resolves, generators return, nothing is told to the observer any more. */
  dispose(): void;
}
