import type {Cell, Notebook} from "./notebook.ts";

/** A half-open range of offsets (UTF-16 units) into a text. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Where a cell stands in the file: its whole element, from `<script` to `</script>`, and the text before it. */
export interface CellSpan extends Span {
  readonly cell: Cell;
  /** Where the text between the cell before (or the head) and this one begins. */
  readonly gap: number;
}

/** Something odd in a file that was read nevertheless, in words: "cell 4 has the id of an earlier cell; it is now 9". */
export interface Remark extends Span {
  readonly message: string;
  readonly cell?: number;
}

/** A notebook together with the text it was read from, so that what did not change can be written as it was. */
export interface NotebookFile {
  readonly text: string;
  readonly notebook: Notebook;
  readonly cells: readonly CellSpan[];
  /** The start tag `<notebook …>`. */
  readonly tag: Span;
  /** What lies between `<title>` and `</title>`; undefined where there is no title. */
  readonly title: Span | undefined;
  /** Where the text after the last cell begins. */
  readonly tail: number;
  /** How most lines of the file end. */
  readonly newline: "\n" | "\r\n";
  readonly remarks: readonly Remark[];
}
