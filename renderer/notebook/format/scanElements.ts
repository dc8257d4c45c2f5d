import type {Span} from "./file.ts";
import {rawTextEnd, scriptEnd} from "./rawTextEnd.ts";
import {scanTag, type Tag} from "./scanTag.ts";

/** A tag, with its content and end where that is raw text (`script`, `title`, `style`…). */
export interface Element {
  readonly tag: Tag;
  readonly content: Span | undefined;
  /** After the end tag; the tag's own end where it has no raw text. */
  readonly to: number;
  /** Raw text that nothing ends. */
  readonly unclosed: boolean;
}

const rawText = new Set(["title", "textarea", "style", "xmp", "iframe", "noembed", "noframes"]);

/** All tags of an HTML text in order. Comments, doctypes and what stands between tags are passed over. */
export function* scanElements(text: string): Generator<Element> {
  let at = 0;
  for (;;) {
    const from = text.indexOf("<", at);
    if (from < 0) return;
    if (text.startsWith("<!--", from)) at = commentEnd(text, from);
    else if (/[!?]/.test(text[from + 1] ?? "") || /^<\/[^a-z]/i.test(text.slice(from, from + 3)))
      at = bogusEnd(text, from);
    else if (/^<\/?[a-z]/i.test(text.slice(from, from + 3))) {
      const element = withContent(text, scanTag(text, from));
      if (element.tag.open) return;
      yield element;
      at = element.to;
    } else at = from + 1;
  }
}

function withContent(text: string, tag: Tag): Element {
  const plain = tag.name === "plaintext";
  if (tag.end || tag.open || !(plain || tag.name === "script" || rawText.has(tag.name)))
    return {tag, content: undefined, to: tag.to, unclosed: false};
  const end = plain ? -1 : tag.name === "script" ? scriptEnd(text, tag.to) : rawTextEnd(text, tag.to, tag.name);
  if (end < 0) return {tag, content: {from: tag.to, to: text.length}, to: text.length, unclosed: true};
  const close = scanTag(text, end);
  return {tag, content: {from: tag.to, to: end}, to: close.to, unclosed: close.open};
}

/** `<!-->` and `<!--->` are whole comments; `--!>` ends one as well. */
function commentEnd(text: string, from: number): number {
  const pattern = /--!?>/g;
  pattern.lastIndex = from + 4;
  if (/^-?>/.test(text.slice(from + 4, from + 6))) return text.indexOf(">", from) + 1;
  const found = pattern.exec(text);
  return found ? found.index + found[0].length : text.length;
}

function bogusEnd(text: string, from: number): number {
  const end = text.indexOf(">", from);
  return end < 0 ? text.length : end + 1;
}
