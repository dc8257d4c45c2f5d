import {canonicalTheme} from "./canonical.ts";
import {decode} from "./decode.ts";
import {dedent} from "./dedent.ts";
import {NotebookError} from "./errors.ts";
import {unescapeScript} from "./escape.ts";
import type {CellSpan, NotebookFile, Remark, Span} from "./file.ts";
import {modeOf} from "./modes.ts";
import type {Cell} from "./notebook.ts";
import {scanElements, type Element} from "./scanElements.ts";
import type {Tag} from "./scanTag.ts";

const ownAttributes = new Set(["id", "type", "pinned", "hidden", "output"]);

/**
 * Reads an Observable Notebook 2.0 file. Reads what other editors read: ids that are missing, not positive or taken become
 * the largest so far + 1, unknown types are js. What is odd is told in `remarks`; nothing of the text is lost.
 *
 * @throws NotebookError if there is no `<notebook>` element.
 */
export function readNotebook(text: string): NotebookFile {
  let tag: Tag | undefined;
  let title: Span | undefined;
  let [inside, templates, largest, head] = [0, 0, 0, 0];
  let swallowed = false;
  const cells: CellSpan[] = [];
  const remarks: Remark[] = [];
  const ids = new Set<number>();

  function readId(raw: string, span: Span): number {
    const wanted = Math.floor(Number(raw));
    const good = Number.isFinite(wanted) && wanted > 0;
    const id = good && !ids.has(wanted) ? wanted : largest + 1;
    if (good && id !== wanted) remark(span, `id ${wanted} is taken by an earlier cell; this one is now ${id}`, id);
    else if (!good) remark(span, `${raw ? `invalid id: ${raw}` : "missing id"}; the cell is now ${id}`, id);
    largest = Math.max(largest, id);
    ids.add(id);
    return id;
  }

  function remark({from, to}: Span, message: string, cell?: number): void {
    remarks.push({message, from, to, ...(cell === undefined ? {} : {cell})});
  }

  for (const element of scanElements(text)) {
    swallowed ||= element.unclosed;
    const {name, end} = element.tag;
    if (name === "template") templates = Math.max(0, templates + (end ? -1 : 1));
    else if (templates > 0) continue;
    else if (name === "notebook" && end) inside = Math.max(0, inside - 1);
    else if (name === "notebook") {
      if (tag) remark(element.tag, "a second <notebook>; its cells are read as well, its attributes are not");
      else head = element.to;
      tag ??= element.tag;
      inside++;
    } else if (name === "title" && !end && !title) {
      title = element.content;
      if (cells.length === 0) head = Math.max(head, element.to);
    } else if (name === "script" && !end && inside > 0) {
      const id = readId(decode(element.tag.attributes.get("id")?.value ?? "", {attribute: true}), element.tag);
      const cell = readCell(text, element, id);
      if (element.unclosed) remark(element.tag, "nothing ends this cell; the rest of the file is read as its text", id);
      cells.push({cell, gap: cells.at(-1)?.to ?? head, from: element.tag.from, to: element.to});
    }
  }
  if (!tag)
    throw new NotebookError(
      text.trim() ? "not a notebook: no <notebook> element" : "not a notebook: the file is empty"
    );
  if (inside > 0 && !swallowed) remark(tag, "nothing ends <notebook>");
  return {
    text,
    notebook: {
      title: title ? decode(normalise(text.slice(title.from, title.to)), {attribute: false}) : "Untitled",
      theme: readTheme(tag),
      readonly: tag.attributes.has("readonly"),
      cells: cells.map(({cell}) => cell)
    },
    cells,
    tag: {from: tag.from, to: tag.to},
    title,
    tail: cells.at(-1)?.to ?? head,
    newline: newlineOf(text),
    remarks
  };
}

function readCell(text: string, {tag, content}: Element, id: number): Cell {
  const value = (name: string) => {
    const raw = tag.attributes.get(name)?.value;
    return raw === undefined ? undefined : decode(normalise(raw), {attribute: true});
  };
  const output = value("output");
  return {
    id,
    mode: modeOf(value("type")),
    source: dedent(unescapeScript(normalise(text.slice(content?.from, content?.to)))),
    pinned: tag.attributes.has("pinned"),
    hidden: tag.attributes.has("hidden"),
    ...(output ? {output} : {}),
    attributes: [...tag.attributes.keys()]
      .filter((name) => !ownAttributes.has(name))
      .map((name): [string, string] => [name, value(name) ?? ""])
  };
}

function readTheme(tag: Tag): string {
  const raw = tag.attributes.get("theme")?.value;
  return raw === undefined ? "air" : canonicalTheme(decode(raw, {attribute: true}).trim().toLowerCase());
}

/** As HTML reads text: line ends become "\n", NUL cannot be. */
function normalise(text: string): string {
  return text.replace(/\r\n?/g, "\n").replaceAll("\0", "\ufffd");
}

function newlineOf(text: string): "\n" | "\r\n" {
  const windows = text.split("\r\n").length - 1;
  return windows * 2 > text.split("\n").length - 1 ? "\r\n" : "\n";
}
