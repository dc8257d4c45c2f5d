import {analyseNotebook} from "../renderer/notebook/analysis/analyseNotebook.ts";
import {positionAt} from "../renderer/notebook/analysis/position.ts";
import type {Cell} from "../renderer/notebook/format/notebook.ts";
import {readNotebook} from "../renderer/notebook/format/readNotebook.ts";
import {writeNotebook} from "../renderer/notebook/format/writeNotebook.ts";
import {libraryNames} from "./libraryNames.ts";
import {pageNames} from "./pageNames.ts";

/** A place in a cell, lines and columns from 1. */
export interface Place {
  readonly cell: number;
  readonly line: number;
  readonly column: number;
}

/** What was found in one notebook. */
export interface NotebookCheck {
  /** As named on the command line. */
  readonly file: string;
  /** How many. */
  readonly cells: number;
  /** Whether writing what was read gives the file, byte for byte. */
  readonly roundTrip: boolean;
  /** Why the file is no notebook at all, or what is odd in it though it was read. */
  readonly remarks: readonly string[];
  readonly syntaxErrors: readonly (Place & {readonly message: string})[];
  readonly duplicates: readonly {readonly name: string; readonly cells: readonly number[]}[];
  readonly cycles: readonly {readonly cells: readonly number[]; readonly text: string}[];
  readonly undefined: readonly (Place & {readonly name: string; readonly message: string})[];
  readonly unbundledImports: readonly (Place & {readonly specifier: string; readonly message: string})[];
}

const known = {library: libraryNames, page: (name: string) => pageNames.has(name)};

function unreadable(file: string, reason: string): NotebookCheck {
  return {
    file,
    cells: 0,
    roundTrip: false,
    remarks: [reason],
    syntaxErrors: [],
    duplicates: [],
    cycles: [],
    undefined: [],
    unbundledImports: []
  };
}

/** Writes back what was read. */
function writesBack(read: ReturnType<typeof readNotebook>, bytes: Uint8Array): boolean {
  try {
    return Buffer.from(writeNotebook(read, read.notebook)).equals(bytes);
  } catch {
    return false;
  }
}

/** Checks the content of a notebook file, without running anything. */
export function checkNotebook(file: string, bytes: Uint8Array): NotebookCheck {
  let read: ReturnType<typeof readNotebook>;
  try {
    // The mark at the beginning, if there is one, belongs to the bytes that have to come back.
    read = readNotebook(new TextDecoder("utf-8", {fatal: true, ignoreBOM: true}).decode(bytes));
  } catch (error) {
    return unreadable(file, error instanceof TypeError ? "not UTF-8" : (error as Error).message);
  }
  const {cells} = read.notebook;
  const analysis = analyseNotebook(cells, known);
  const place = (cell: Cell, offset: number): Place => ({cell: cell.id, ...positionAt(cell.source, offset)});
  const each = <T>(find: (cell: Cell) => T[]): T[] => cells.flatMap(find);
  const importsOf = (cell: Cell) => analysis.byCell.get(cell.id)?.imports ?? [];
  return {
    file,
    cells: cells.length,
    roundTrip: writesBack(read, bytes),
    remarks: read.remarks.map(({message}) => message),
    syntaxErrors: each((cell) => {
      const error = analysis.byCell.get(cell.id)?.error;
      // An import that resolves to nothing stops its cell too; it is told of as an import.
      const told = importsOf(cell).some((each) => each.error === error?.message && each.from === error?.from);
      return error === undefined || told ? [] : [{...place(cell, error.from), message: error.message}];
    }),
    duplicates: analysis.duplicates,
    cycles: analysis.cycles.map((cycle) => ({cells: cycle.path.map(({cell}) => cell), text: cycle.text})),
    undefined: each((cell) =>
      analysis.undefined
        .filter((name) => name.cell === cell.id)
        .map(({name, message, from}) => ({...place(cell, from), name, message}))
    ),
    unbundledImports: each((cell) =>
      importsOf(cell).flatMap(({specifier, from, error}) =>
        error === undefined ? [] : [{...place(cell, from), specifier, message: error}]
      )
    )
  };
}
