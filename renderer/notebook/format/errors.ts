/** A text that is no notebook, or a notebook that the format cannot hold. Names the cell and line where there is one. */
export class NotebookError extends Error {
  override name = "NotebookError";
  /** The id of the cell at fault. */
  readonly cell: number | undefined;
  /** The line in the file, from 1. */
  readonly line: number | undefined;
  constructor(message: string, {cell, line}: {cell?: number; line?: number} = {}) {
    super(message);
    this.cell = cell;
    this.line = line;
  }
}
