import {canonicalCell, canonicalNotebook, canonicalTheme, canonicalTitle} from "./canonical.ts";
import {escapeAttribute, escapeText} from "./escape.ts";
import type {CellSpan, NotebookFile} from "./file.ts";
import type {Notebook} from "./notebook.ts";
import {difference, explain} from "./prove.ts";
import {readNotebook} from "./readNotebook.ts";
import {sameCell} from "./sameCell.ts";
import {scanTag} from "./scanTag.ts";

/**
 * The text of `notebook`, as an edit of `file`: what did not change stays as it is, byte for byte; changed cells are
 * written in canonical form; comments and other text between cells stay before the cell that follows them. The result is
 * read again and compared before it is returned. Without a file, the canonical form.
 *
 * @throws NotebookError naming the cell that the format cannot hold.
 */
export function writeNotebook(file: NotebookFile | undefined, notebook: Notebook): string {
  // A cell whose text reads differently elsewhere (its id came from its place) is written anew only where that matters.
  const rewritten = new Set<number>();
  for (;;) {
    const text = file ? edit(file, notebook, rewritten) : canonicalNotebook(notebook);
    const wrong = difference(readNotebook(text).notebook, notebook);
    if (wrong === undefined) return text;
    const culprit = file && suspect(file, notebook, wrong.index, rewritten);
    if (culprit === undefined) throw explain(notebook, wrong);
    rewritten.add(culprit);
  }
}

/** The nearest cell at or before the one that reads wrongly whose original text is still in use. */
function suspect(file: NotebookFile, {cells}: Notebook, index: number, rewritten: Set<number>): number | undefined {
  const kept = new Set(file.cells.map(({cell}) => cell.id));
  for (let i = Math.min(index, cells.length - 1); i >= 0; --i)
    if (kept.has(cells[i].id) && !rewritten.has(cells[i].id)) return cells[i].id;
  return undefined;
}

function edit(file: NotebookFile, notebook: Notebook, rewritten: ReadonlySet<number>): string {
  const old = new Map(file.cells.map((span) => [span.cell.id, span]));
  const between = headEdits(file, notebook);
  const kept = new Set(notebook.cells.map(({id}) => id));
  const newline = (text: string) => (file.newline === "\n" ? text : text.replaceAll("\n", file.newline));
  const remains = gapsOfRemoved(file, kept, between);
  let text = between(0, file.cells[0]?.gap ?? file.tail);
  for (const cell of notebook.cells) {
    const span = old.get(cell.id);
    text += span ? (remains.get(span) ?? "") + between(span.gap, span.from) : newline("\n  ");
    text +=
      span && sameCell(span.cell, cell) && !rewritten.has(cell.id)
        ? file.text.slice(span.from, span.to)
        : newline(canonicalCell(cell));
  }
  return text + (remains.get(undefined) ?? "") + between(file.tail, file.text.length);
}

/** Comments before removed cells, by the kept cell that came next in the file (undefined: the end). */
function gapsOfRemoved(file: NotebookFile, kept: ReadonlySet<number>, between: (from: number, to: number) => string) {
  const remains = new Map<CellSpan | undefined, string>();
  let pending = "";
  for (const span of file.cells) {
    if (kept.has(span.cell.id)) {
      if (pending) remains.set(span, pending);
      pending = "";
    } else pending += between(span.gap, span.from).trimEnd();
  }
  if (pending) remains.set(undefined, pending);
  return remains;
}

/** Slices of the file's text with title, theme and readonly as `notebook` has them. */
function headEdits(file: NotebookFile, {title, theme, readonly}: Notebook): (from: number, to: number) => string {
  const edits: {from: number; to: number; text: string}[] = [];
  const {attributes} = scanTag(file.text, file.tag.from);
  if (theme !== file.notebook.theme) {
    const text = `theme="${escapeAttribute(canonicalTheme(theme))}"`;
    const at = attributes.get("theme");
    edits.push(at ? {from: at.from, to: at.to, text} : insertion(file.tag.from + "<notebook".length, ` ${text}`));
  }
  if (readonly !== file.notebook.readonly) {
    const at = attributes.get("readonly");
    if (at) edits.push({from: at.from - (/\s/.test(file.text[at.from - 1]) ? 1 : 0), to: at.to, text: ""});
    else edits.push(insertion(file.tag.to - 1, ' readonly=""'));
  }
  if (title !== file.notebook.title)
    edits.push(
      file.title
        ? {...file.title, text: escapeText(title)}
        : insertion(file.tag.to, `${file.newline}  ${canonicalTitle(title)}`)
    );
  edits.sort((a, b) => a.from - b.from);
  return (from, to) => {
    let [text, at] = ["", from];
    for (const edit of edits)
      // an insertion where two slices meet belongs to the first of them
      if (edit.from >= from && edit.to <= to && (edit.from > from || edit.to > edit.from || from === 0)) {
        text += file.text.slice(at, edit.from) + edit.text;
        at = edit.to;
      }
    return text + file.text.slice(at, to);
  };
}

function insertion(at: number, text: string): {from: number; to: number; text: string} {
  return {from: at, to: at, text};
}
