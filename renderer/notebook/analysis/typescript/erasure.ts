import {blank} from "../body.ts";
import {FaultError} from "../fault.ts";
import {skipTrivia} from "./trivia.ts";
import type {TsNode} from "./tsNode.ts";

/** A text in which spans are being blanked. */
export class Erasure {
  readonly source: string;
  readonly #spans: {from: number; to: number}[] = [];
  /** Single characters put in place of erased ones. */
  readonly #marks = new Map<number, string>();

  constructor(source: string) {
    this.source = source;
  }

  blank(from: number, to: number): void {
    this.#spans.push({from, to});
  }

  /** Blanks a statement or class member, and leaves a semicolon where it began. */
  statement(from: number, to: number): void {
    this.blank(from, to);
    this.#marks.set(from, ";");
  }

  /** Blanks what stands before an expression; a line break within would end a `return` there. */
  prefix(from: number, to: number): void {
    const after = skipTrivia(this.source, to);
    if (this.source.slice(from, after).includes("\n"))
      throw new FaultError("a type before an expression must be on the expression's line", {start: from, end: to});
    this.blank(from, to);
  }

  /** Blanks the character that comes next after `from`. */
  character(wanted: string, from: number): void {
    const at = skipTrivia(this.source, from);
    if (this.source[at] === wanted) this.blank(at, at + 1);
  }

  /** Blanks the last such character before `to`. */
  characterBefore(wanted: string, to: number): void {
    const at = this.source.lastIndexOf(wanted, to - 1);
    if (at >= 0) this.blank(at, at + 1);
  }

  /** Blanks an arrow function's return type; where it spans lines, `)` moves to its end, since `=>` must follow on its line. */
  arrowType(type: TsNode | undefined): void {
    if (!type || !this.source.slice(type.start, type.end).includes("\n")) return;
    const paren = this.source.lastIndexOf(")", type.start);
    this.blank(paren, paren + 1);
    this.blank(type.start, type.end);
    this.#marks.set(type.end - 1, ")");
  }

  /** Ends a statement that ends in an erased type and not in a semicolon. */
  endStatement({end}: TsNode): void {
    const span = this.#spans.find(({to, from}) => to === end && !this.#marks.has(from));
    if (span && this.source[end - 1] !== ";") this.#marks.set(span.from, ";");
  }

  /** The text with every span blanked. */
  text(): string {
    let out = this.source;
    for (const {from, to} of this.#spans) out = out.slice(0, from) + blank(out.slice(from, to)) + out.slice(to);
    for (const [at, mark] of this.#marks) out = out.slice(0, at) + mark + out.slice(at + 1);
    return out;
  }
}
