import type {Expression, SequenceExpression} from "acorn";
import {blank, buildBody, type Body, type Edit} from "./body.ts";
import {head, loadEdits, unused, type Ingredients} from "./emit.ts";
import {parseInsideBraces} from "./parse.ts";

/** The pieces of a md, html or tex cell: texts, and the expressions between them. */
export interface Template {
  readonly texts: readonly string[];
  readonly expressions: readonly Expression[];
  /** All expressions as one node, for the walks. */
  readonly node: SequenceExpression;
  /** The places of `${` and `}` of each expression. */
  readonly braces: readonly {readonly open: number; readonly close: number}[];
}

/** The tag of each mode that is a template, and the name it is read from. */
export const tags = {
  md: {input: "md", tag: "md"},
  html: {input: "htl", tag: "htl.html"},
  tex: {input: "tex", tag: "tex.block"}
} as const;

/**
 * Splits a template cell at its `${…}`. A backslash takes the meaning from what follows it; in md it is then left out before
 * `${` and kept otherwise, in html and tex the text stays as it is.
 *
 * @throws SyntaxError with `pos` where an expression is wrong
 */
export function parseTemplate(source: string, mode: keyof typeof tags): Template {
  const texts: string[] = [];
  const expressions: Expression[] = [];
  const braces: {open: number; close: number}[] = [];
  let from = 0;
  const text = (to: number) =>
    texts.push(mode === "md" ? unescapeMarkdown(source.slice(from, to)) : source.slice(from, to));
  for (let at = 0; at < source.length; ++at) {
    if (source[at] === "\\") at++;
    else if (source[at] === "$" && source[at + 1] === "{") {
      text(at);
      const {node, close} = parseInsideBraces(source, at + 2);
      expressions.push(node);
      braces.push({open: at, close});
      from = close + 1;
      at = close;
    }
  }
  text(source.length);
  return {texts, expressions, braces, node: {type: "SequenceExpression", expressions, start: 0, end: source.length}};
}

/** Leaves out one backslash of `\${` and of `$\{`, which write `${`. */
function unescapeMarkdown(text: string): string {
  return text.replace(
    /(\$?)(\\+)(?=(\$?\{)?)/g,
    (_whole, dollar: string, slashes: string, brace: string | undefined) => {
      const [afterDollar, beforeDollar] = [dollar !== "" && brace === "{", brace === "${" && slashes.length % 2 === 1];
      return dollar + (afterDollar || beforeDollar ? slashes.slice(1) : slashes);
    }
  );
}

/** The source of `(load) => (md, a) => md(texts, a)`: texts on the first line, each expression where it stands. */
export function emitTemplate(
  source: string,
  mode: keyof typeof tags,
  {texts, braces}: Template,
  {inputs, async, expressions}: Pick<Ingredients, "inputs" | "async" | "expressions">
): Body {
  const load = unused("$load", source);
  const strings = JSON.stringify(texts);
  const call = `${tags[mode].tag}(Object.assign(${strings}, {raw: ${strings}})${braces.length > 0 ? ", " : ""}`;
  const edits: Edit[] = loadEdits(expressions, load);
  let from = 0;
  braces.forEach(({open, close}, i) => {
    edits.push({from, to: open + 2, text: blank(source.slice(from, open)) + (i === 0 ? " (" : ",(")});
    edits.push({from: close, to: close + 1, text: ")"});
    from = close + 1;
  });
  edits.push({from, to: source.length, text: blank(source.slice(from))});
  return buildBody(source, edits, `${head(load, inputs, async)}(${call}`, "\n))");
}
