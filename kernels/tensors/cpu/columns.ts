import type {Grouped, WindowOver} from "../kernels/window.ts";
import {eachTap} from "./taps.ts";

/*
 * The windows of one map [height, width, channels] as the rows of a matrix for each group, [groups, oh·ow, kh·kw·c] with c =
 * channels/groups, and back: an adjoint pair. A row holds (i, j, k), k fastest.
 */

/** Outside the map stands 0. */
export function im2col(map: Float32Array, window: Grouped<WindowOver>): Float32Array {
  const {kernel, outHeight, outWidth, height, width} = window;
  const columns = new Float32Array((kernel[0] * kernel[1] * outHeight * outWidth * map.length) / (height * width));
  eachStrip(map.length, window, (pixel, entry, count) => {
    for (let k = 0; k < count; ++k) columns[entry + k] = map[pixel + k];
  });
  return columns;
}

/** Adds every entry to the value of `map` that it stands for. */
export function col2im(columns: Float32Array, window: Grouped<WindowOver>, map: Float32Array): void {
  eachStrip(map.length, window, (pixel, entry, count) => {
    for (let k = 0; k < count; ++k) map[pixel + k] += columns[entry + k];
  });
}

/** Calls `body` for the channels of every group at every tap: where they begin in the map and in the columns. */
function eachStrip(
  values: number,
  {groups, height, width, ...window}: Grouped<WindowOver>,
  body: (pixel: number, entry: number, count: number) => void
): void {
  const channels = values / (height * width);
  const count = channels / groups;
  const depth = window.kernel[0] * window.kernel[1] * count;
  const stack = window.outHeight * window.outWidth * depth;
  eachTap(1, height, width, window, (position, tap, pixel) => {
    for (let g = 0; g < groups; ++g)
      body(pixel * channels + g * count, g * stack + position * depth + tap * count, count);
  });
}
