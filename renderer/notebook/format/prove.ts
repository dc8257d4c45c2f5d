import {canonicalTheme} from "./canonical.ts";
import {settled} from "./dedent.ts";
import {NotebookError} from "./errors.ts";
import type {Cell, Notebook} from "./notebook.ts";
import {sameCell} from "./sameCell.ts";

/** The first place where two notebooks differ: the index of a cell, or -1 for title, theme and readonly. */
export interface Difference {
  readonly index: number;
}

/** Where what was `read` differs from what was `meant`, apart from white space that the format does not keep. */
export function difference(read: Notebook, meant: Notebook): Difference | undefined {
  if (read.title !== meant.title.replace(/\r\n?/g, "\n")) return {index: -1};
  if (read.theme !== canonicalTheme(meant.theme.trim().toLowerCase()) || read.readonly !== meant.readonly)
    return {index: -1};
  const index = meant.cells.findIndex(
    (cell, i) => !read.cells[i] || !sameCell(inOrder(read.cells[i]), inOrder(cell)) || torn.test(cell.source)
  );
  if (index >= 0) return {index};
  return read.cells.length === meant.cells.length ? undefined : {index: meant.cells.length - 1};
}

/** A lone surrogate, which UTF-8 cannot hold. */
const torn = /\p{Surrogate}/u;

/** As it will be read: attributes that the format itself names come before the others. */
function inOrder(cell: Cell): Cell {
  const rank = (name: string) => ["database", "format"].indexOf(name) >>> 0;
  const attributes = [...cell.attributes].sort(([a], [b]) => rank(a) - rank(b));
  return {...cell, source: settled(cell.source), attributes};
}

/** Says why the format cannot hold a notebook, and which cell is at fault. */
export function explain({title, cells}: Notebook, {index}: Difference): NotebookError {
  if (index < 0) return new NotebookError(`the format cannot hold the title ${JSON.stringify(title)}`);
  const cell = cells[index];
  const twice = cells.findIndex(({id}) => id === cell.id);
  if (twice < index) return new NotebookError(`two cells have the id ${cell.id}`, {cell: cell.id});
  if (!(Number.isInteger(cell.id) && cell.id > 0))
    return new NotebookError(`invalid id: ${cell.id}; a cell's id is a positive integer`);
  return new NotebookError(`cell ${cell.id} cannot be saved: ${reason(cell)}`, {cell: cell.id});
}

function reason({source, attributes}: Cell): string {
  const early = /<\\*\/script[/\t\f]/i.exec(source);
  if (early) return `${early[0]} would end it; write it as "</" + "script/"`;
  if (/<!--[^]*<script/i.test(source))
    return "after <!-- a <script would swallow the cells that follow; break one of them up";
  if (source.includes("\0")) return "it holds a NUL character";
  if (torn.test(source)) return "it holds half of a character (a lone surrogate)";
  const odd = attributes.find(([name]) => !/^[^\s"'<>/=A-Z]+$/.test(name));
  return odd ? `invalid attribute: ${odd[0]}` : "the format has no way to write it";
}
