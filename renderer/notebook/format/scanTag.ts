import type {Span} from "./file.ts";

/** One attribute as written. `name` is lower case; `value` is raw, without its quotes, "" where there is none. */
export interface RawAttribute extends Span {
  readonly name: string;
  readonly value: string;
  /** Where the value stands without its quotes; undefined where there is none. */
  readonly valueSpan: Span | undefined;
}

/** A start or end tag, from `<` to after `>`. */
export interface Tag extends Span {
  readonly name: string;
  readonly end: boolean;
  /** The first of each name. */
  readonly attributes: ReadonlyMap<string, RawAttribute>;
  /** The text ended before the tag's `>`; HTML drops such a tag. */
  readonly open: boolean;
}

const space = /[\t\n\f\r ]/;

/**
 * Reads the tag at `from`, where `</?[a-z]` must stand, as the HTML standard tokenises it (13.2.5.8 to 13.2.5.40): quoted
 * values may hold `>`, the first attribute of a name wins.
 */
export function scanTag(text: string, from: number): Tag {
  const end = text[from + 1] === "/";
  let at = from + (end ? 2 : 1);
  const nameStart = at;
  while (at < text.length && !/[\t\n\f\r />]/.test(text[at])) at++;
  const name = text.slice(nameStart, at).toLowerCase();
  const attributes = new Map<string, RawAttribute>();
  for (;;) {
    while (at < text.length && /[\t\n\f\r /]/.test(text[at])) at++;
    if (at >= text.length) return {name, end, attributes, from, to: at, open: true};
    if (text[at] === ">") return {name, end, attributes, from, to: at + 1, open: false};
    const attribute = scanAttribute(text, at);
    if (!attributes.has(attribute.name)) attributes.set(attribute.name, attribute);
    at = attribute.to;
  }
}

function scanAttribute(text: string, from: number): RawAttribute {
  let at = from + 1; // the first character belongs to the name, even "="
  while (at < text.length && !/[\t\n\f\r />=]/.test(text[at])) at++;
  const name = text.slice(from, at).toLowerCase();
  let after = at;
  while (after < text.length && space.test(text[after])) after++;
  if (text[after] !== "=") return {name, value: "", valueSpan: undefined, from, to: at};
  after++;
  while (after < text.length && space.test(text[after])) after++;
  const quote = text[after];
  if (quote === '"' || quote === "'") {
    const close = text.indexOf(quote, after + 1);
    const valueSpan = {from: after + 1, to: close < 0 ? text.length : close};
    return {
      name,
      value: text.slice(valueSpan.from, valueSpan.to),
      valueSpan,
      from,
      to: close < 0 ? text.length : close + 1
    };
  }
  at = after;
  while (at < text.length && !/[\t\n\f\r >]/.test(text[at])) at++;
  return {name, value: text.slice(after, at), valueSpan: {from: after, to: at}, from, to: at};
}
