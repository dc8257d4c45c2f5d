import {copy} from "./memory";

/** Copies `count` floats of each of `rows` rows, which begin `step` bytes apart, to places `toStep` bytes apart. */
export function copyStrips(from: usize, step: usize, rows: i32, count: i32, to: usize, toStep: usize): void {
  for (let r = 0; r < rows; ++r, from += step, to += toStep) copy(from, to, count);
}
