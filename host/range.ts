/** Bytes `from` to `to`, both included. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * Reads a `Range` header for a body of `size` bytes (RFC 9110, section 14): one range of bytes, or `whole` where there is
 * none or it is to be ignored (malformed, of another unit, several), or `unsatisfiable`.
 */
export function readRange(header: string | null, size: number): Range | "whole" | "unsatisfiable" {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? "");
  if (match === null || (match[1] === "" && match[2] === "")) return "whole";
  if (match[1] === "") {
    const length = Math.min(Number(match[2]), size);
    return length > 0 ? {from: size - length, to: size - 1} : "unsatisfiable";
  }
  const from = Number(match[1]);
  const to = match[2] === "" ? size - 1 : Math.min(Number(match[2]), size - 1);
  if (match[2] !== "" && Number(match[2]) < from) return "whole";
  return from < size ? {from, to} : "unsatisfiable";
}
