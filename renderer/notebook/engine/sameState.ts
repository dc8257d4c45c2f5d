import type {CellState} from "./types.ts";

/** Whether two states say the same, so that the second need not be told. */
export function sameState(a: CellState, b: CellState): boolean {
  return (
    a.status === b.status &&
    a.reason === b.reason &&
    a.held === b.held &&
    a.ran === b.ran &&
    a.elapsed === b.elapsed &&
    sameError(a.error, b.error) &&
    String(a.because) === String(b.because)
  );
}

/** Errors of names are described anew each time. */
function sameError(a: CellState["error"], b: CellState["error"]): boolean {
  return (
    a === b ||
    (a !== undefined && b !== undefined && a.message === b.message && a.line === b.line && a.cause === b.cause)
  );
}
