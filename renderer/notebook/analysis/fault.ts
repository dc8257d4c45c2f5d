import type {Fault} from "./types.ts";

/** Thrown while a cell is analysed; becomes the `error` of its analysis. */
export class FaultError extends Error implements Fault {
  override name = "FaultError";
  readonly from: number;
  readonly to: number;
  constructor(message: string, {start, end}: {start: number; end: number}) {
    super(message);
    this.from = start;
    this.to = end;
  }
}

/** The fault that a parser's SyntaxError tells; it ends a word after its place, so that there is something to underline. */
export function faultOf(error: unknown, source: string): Fault {
  if (error instanceof FaultError) return {message: error.message, from: error.from, to: error.to};
  if (!(error instanceof SyntaxError)) throw error;
  const {pos = 0} = error as SyntaxError & {pos?: number};
  const from = Math.min(pos, source.length);
  const word = /^[\p{ID_Continue}$]+/u.exec(source.slice(from))?.[0].length ?? 1;
  const message = error.message.replace(/ \(\d+:\d+\)$/, "");
  return {message: message[0].toLowerCase() + message.slice(1), from, to: Math.min(source.length, from + word)};
}
