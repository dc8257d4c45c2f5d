import type {Frame} from "./errors.ts";

/** The `sourceURL` under which a cell is evaluated. */
export function sourceUrl(cell: number): string {
  return `cell-${cell}.js`;
}

/**
 * The frames of a stack as Chromium and Node write it, down to the outermost one that lies in a cell. Positions are the
 * engine's: lines and columns of the evaluated body.
 */
export function stackFrames(stack: string | undefined): Frame[] {
  const frames: Frame[] = [];
  let last = 0;
  for (const line of (stack ?? "").split("\n")) {
    const match = /^\s*at (?:(?:async |new )*(.*?) )?\(?([^\s()]+):(\d+):(\d+)\)?$/.exec(line);
    if (!match) continue;
    const [, name = "", file, row, column] = match;
    const cell = /(?:^|\/)cell-(\d+)\.js$/.exec(file)?.[1];
    frames.push({
      cell: cell === undefined ? undefined : Number(cell),
      line: Number(row),
      column: Number(column),
      name: /^(?:eval|<anonymous>)$/.test(name) ? "" : name
    });
    if (cell !== undefined) last = frames.length;
  }
  return frames.slice(0, last);
}
