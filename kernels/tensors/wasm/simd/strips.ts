import {copy} from "./memory";

/** Copies `count` floats of each of `rows` rows that begin `step` bytes apart, close together. */
export function copyStrips(from: usize, step: usize, rows: i32, count: i32, to: usize): void {
  const width = (<usize>count) << 2;
  for (let r = 0; r < rows; ++r, from += step, to += width) copy(from, to, count);
}
