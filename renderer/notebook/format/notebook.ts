/** The language of a cell. `js ts md html tex` run; the others are kept and shown as source. */
export type Mode = "js" | "ts" | "md" | "html" | "tex" | "dot" | "sql" | "node" | "python" | "r" | "ojs";

/** One cell: source only, never an output. */
export interface Cell {
  /** Positive integer, unique in the notebook. */
  readonly id: number;
  readonly mode: Mode;
  /** The text as a person sees it: without the file's indentation and escapes, lines ending in "\n". */
  readonly source: string;
  /** The source stays visible when the cell is not being edited. */
  readonly pinned: boolean;
  /** No implicit display. */
  readonly hidden: boolean;
  /** Names the value of a cell that declares nothing (md, html, tex…). */
  readonly output?: string;
  /** `database`, `format` and everything unknown, decoded, in the file's order; kept, and otherwise ignored. */
  readonly attributes: readonly (readonly [name: string, value: string])[];
}

/** What a notebook file says. */
export interface Notebook {
  readonly title: string;
  /** Trimmed and lower case: `air`, `light-dark(air, ink)`; an unknown name is kept. */
  readonly theme: string;
  /** No editing. */
  readonly readonly: boolean;
  readonly cells: readonly Cell[];
}
