/** One frame of a stack. `cell` is undefined for the library's own code. */
export interface Frame {
  readonly cell: number | undefined;
  /** Line and column in the cell's source, or in the library's file; both from 1. */
  readonly line: number;
  readonly column: number;
  /** The function, "" where it has no name. */
  readonly name: string;
}

/** A failure that began in a cell. `cause` is what was thrown. */
export class CellError extends Error {
  override name = "CellError";
  readonly cell: number;
  /** Where in the cell's source, from 1; undefined where what was thrown knows no place. */
  readonly line: number | undefined;
  readonly column: number | undefined;
  /** Innermost first. */
  readonly frames: readonly Frame[];
  /** The name of the class that was thrown: "TypeError". */
  readonly kind: string;
  constructor(
    message: string,
    {
      cell,
      line,
      column,
      frames = [],
      kind = "Error",
      cause
    }: {cell: number; line?: number; column?: number; frames?: readonly Frame[]; kind?: string; cause?: unknown}
  ) {
    super(message, {cause});
    this.cell = cell;
    this.line = line;
    this.column = column;
    this.frames = frames;
    this.kind = kind;
  }
}
