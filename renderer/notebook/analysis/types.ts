import type {Span} from "../format/file.ts";

/** A name at a place in a cell's source. */
export interface Name extends Span {
  readonly name: string;
}

/** A static or literal dynamic import. */
export interface Import extends Span {
  /** As written: `npm:d3`. */
  readonly specifier: string;
  /** The names asked for, as the module exports them (`default` for a default import); empty for `* as` and bare imports. */
  readonly names: readonly Name[];
  /** Where the module is, `/lib/d3.js`; undefined where `error` says why there is none. */
  readonly url: string | undefined;
  readonly error: string | undefined;
  /** `import("…")`, evaluated when the code gets there. */
  readonly dynamic: boolean;
}

/** What is wrong with a cell's source, and where. */
export interface Fault extends Span {
  readonly message: string;
}

/** What a cell defines, reads and shows, known without running it. */
export interface CellAnalysis {
  /** Free names, in order of first use; other cells, the library or the page give them. The template's tag comes first. */
  readonly inputs: readonly string[];
  /** Names that other cells can read: declared at the top level, or the cell's `output` attribute. */
  readonly outputs: readonly string[];
  /** Every use of a free name. */
  readonly references: readonly Name[];
  /** Where each output is declared (and, for overloads and repeated `var`, declared again). */
  readonly declarations: readonly Name[];
  /** The source is one expression, whose value is the cell's value. */
  readonly expression: boolean;
  /** The value is shown without a call of `display`. */
  readonly display: boolean;
  /** Top-level `await` or a static import. */
  readonly async: boolean;
  readonly imports: readonly Import[];
  /** Names of the files that `FileAttachment("name")` reads. */
  readonly files: readonly string[];
  /** False for modes that are kept and shown as source: dot, sql, node, python, r, ojs. */
  readonly runs: boolean;
  /** Why the cell cannot run; names may still be known. */
  readonly error?: Fault;
  /**
   * The source of `(load) => function of the inputs`, each line of the cell on the line of the same number. Undefined
   * where there is an error or nothing to run.
   */
  readonly body?: string;
  /** Pairs of offsets [in the body, in the source], ascending: between two of them both advance alike. */
  readonly anchors: readonly (readonly [body: number, source: number])[];
  /**
   * Equal for two sources that do the same: they differ in comments, layout, types or the names of their own variables
   * only, and their outputs stand for each other in order. Such a cell need not run again.
   */
  readonly identity: string;
}

/** A name that several cells define. */
export interface Duplicate {
  readonly name: string;
  readonly cells: readonly number[];
}

/** One closed path: each cell defines `name` and reads the next one's; the last reads the first's. */
export interface Cycle {
  readonly path: readonly {readonly cell: number; readonly name: string}[];
  /** `a → b → a`. */
  readonly text: string;
}

/** A name that nothing defines. */
export interface Undefined extends Name {
  readonly cell: number;
  /** "witdh is not defined; did you mean width (cell 4)?" or "echarts is not part of Subband". */
  readonly message: string;
  readonly suggestion?: {readonly name: string; readonly cell?: number};
}

/** A notebook's names and how its cells hang together: the only source of marks, outline, graph and completion. */
export interface NotebookAnalysis {
  readonly byCell: ReadonlyMap<number, CellAnalysis>;
  /** The cells that define a name. */
  readonly definers: ReadonlyMap<string, readonly number[]>;
  /** The cells that read a name. */
  readonly readers: ReadonlyMap<string, readonly number[]>;
  /** The cells whose names a cell reads, and the cells that read a cell's names; itself excluded. */
  readonly needs: ReadonlyMap<number, readonly number[]>;
  readonly neededBy: ReadonlyMap<number, readonly number[]>;
  readonly duplicates: readonly Duplicate[];
  readonly cycles: readonly Cycle[];
  readonly undefined: readonly Undefined[];
  /** Every cell, what is read before who reads it, else in the notebook's order. */
  readonly order: readonly number[];
}

/** Names that need no cell. */
export interface Known {
  /** The library's names; offered as suggestions. */
  readonly library: ReadonlySet<string>;
  /** The page's own names (`structuredClone`, `HTMLElement`). */
  page(name: string): boolean;
}
