import {NetworkError} from "../../graph/errors.ts";

/** What a Python literal of a structure file may hold. */
export type Literal = string | number | boolean | null | readonly Literal[] | {readonly [key: string]: Literal};

const token =
  /\s*(?:#[^\n]*\s*)*(?:([[\](){},:])|'((?:[^'\\\n]|\\['"\\])*)'|"((?:[^"\\\n]|\\['"\\])*)"|(-?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?)|(True|False|None)\b)/y;

/** Nested deeper than this is no structure; without a bound a hostile text could exhaust the stack. */
const deepest = 32;

/**
 * Reads a Python literal of dictionaries, lists, tuples, strings, numbers, True, False and None; nothing is evaluated. Throws
 * a NetworkError with line and column.
 */
export function readLiteral(text: string): Literal {
  let at = 0;
  let current = next();

  function place(position: number): string {
    const before = text.slice(0, position).split("\n");
    return `line ${before.length}, column ${before[before.length - 1].length + 1}`;
  }

  function next(): {at: number; mark?: string; value?: Literal} | undefined {
    token.lastIndex = at;
    const found = token.exec(text);
    if (!found) {
      const rest = /\s*(?:#[^\n]*\s*)*/y;
      rest.lastIndex = at;
      at += rest.exec(text)![0].length;
      if (at === text.length) return undefined;
      throw new NetworkError(`unexpected text: ${JSON.stringify(text.slice(at, at + 12))}`, {path: place(at)});
    }
    at = token.lastIndex;
    const [all, mark, single, double, number, word] = found;
    const begin = at - all.trimStart().length;
    if (mark !== undefined) return {at: begin, mark};
    const string = single ?? double;
    if (string !== undefined) return {at: begin, value: string.replaceAll(/\\(.)/g, "$1")};
    if (number !== undefined) return {at: begin, value: Number(number)};
    return {at: begin, value: word === "None" ? null : word === "True"};
  }

  function fail(expected: string): never {
    const shown = current ? JSON.stringify(current.mark ?? current.value) : "the end";
    throw new NetworkError(`unexpected ${shown}; expected ${expected}`, {path: place(current?.at ?? text.length)});
  }

  function take(mark: string): void {
    if (current?.mark !== mark) fail(mark);
    current = next();
  }

  function list(end: string, depth: number): Literal[] {
    const items: Literal[] = [];
    while (current?.mark !== end) {
      items.push(value(depth));
      if (current?.mark === ",") current = next();
      else if (current?.mark !== end) fail(`, or ${end}`);
    }
    current = next();
    return items;
  }

  function dictionary(depth: number): {[key: string]: Literal} {
    const entries = new Map<string, Literal>();
    while (current?.mark !== "}") {
      const key = current?.value;
      if (typeof key !== "string") fail("a key in quotes");
      if (entries.has(key)) throw new NetworkError(`duplicate key: ${key}`, {path: place(current!.at)});
      current = next();
      take(":");
      entries.set(key, value(depth));
      if (current?.mark === ",") current = next();
      else if (current?.mark !== "}") fail(", or }");
    }
    current = next();
    return Object.fromEntries(entries);
  }

  function value(depth: number): Literal {
    if (depth > deepest) throw new NetworkError(`nested deeper than ${deepest}`, {path: place(at)});
    const {mark, value: scalar} = current ?? fail("a value");
    if (scalar !== undefined) {
      current = next();
      return scalar;
    }
    if (mark !== "[" && mark !== "(" && mark !== "{") fail("a value");
    current = next();
    if (mark === "{") return dictionary(depth + 1);
    return list(mark === "[" ? "]" : ")", depth + 1);
  }

  const result = value(0);
  if (current) fail("the end");
  return result;
}
