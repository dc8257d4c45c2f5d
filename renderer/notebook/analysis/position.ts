import type {CellAnalysis} from "./types.ts";

/** A place in a text, both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The place of an offset in a cell's source. */
export function positionAt(source: string, offset: number): Position {
  const before = source.slice(0, offset);
  return {line: before.split("\n").length, column: offset - before.lastIndexOf("\n")};
}

/** The place in the source of a place in the body, as an engine's stack has it. */
export function positionInSource(
  source: string,
  {body = "", anchors}: CellAnalysis,
  {line, column}: Position
): Position {
  const offset = lineStart(body, line) + column - 1;
  let i = anchors.length - 1;
  while (i > 0 && anchors[i][0] > offset) i--;
  const [inBody, inSource] = anchors[i] ?? [0, 0];
  const limit = anchors[i + 1]?.[1] ?? source.length;
  return positionAt(source, Math.max(0, Math.min(inSource + Math.max(0, offset - inBody), limit)));
}

/** Where a line begins, by the line ends of JavaScript. */
function lineStart(text: string, line: number): number {
  const breaks = /\r\n?|[\n\u2028\u2029]/g;
  for (let n = 1; n < line; ++n) if (!breaks.exec(text)) break;
  return breaks.lastIndex;
}
