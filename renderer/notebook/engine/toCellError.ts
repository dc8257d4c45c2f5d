import {positionAt, positionInSource} from "../analysis/position.ts";
import type {CellAnalysis, Fault} from "../analysis/types.ts";
import {CellError} from "./errors.ts";
import {stackFrames} from "./stackFrames.ts";

/** The code of a cell as it was evaluated last. */
export interface Evaluated {
  readonly source: string;
  readonly analysis: CellAnalysis;
}

/** What a cell threw, with its stack in lines and columns of the cells' sources. */
export function toCellError(
  cell: number,
  thrown: unknown,
  evaluated: (cell: number) => Evaluated | undefined
): CellError {
  if (thrown instanceof CellError) return thrown;
  const error = thrown instanceof Error ? thrown : undefined;
  const frames = stackFrames(error?.stack).map((frame) => {
    const code = frame.cell === undefined ? undefined : evaluated(frame.cell);
    return code ? {...frame, ...positionInSource(code.source, code.analysis, frame)} : frame;
  });
  const own = frames.find((frame) => frame.cell === cell);
  return new CellError(error ? error.message || error.name : describe(thrown), {
    cell,
    line: own?.line,
    column: own?.column,
    frames,
    kind: error ? error.name : "",
    cause: thrown
  });
}

/** A fault that the analysis found, as an error of the cell. */
export function faultError(cell: number, source: string, {message, from}: Fault, kind = "SyntaxError"): CellError {
  return new CellError(message, {cell, ...positionAt(source, from), kind});
}

function describe(thrown: unknown): string {
  try {
    return typeof thrown === "string" ? thrown : (JSON.stringify(thrown) ?? String(thrown));
  } catch {
    return String(thrown);
  }
}
