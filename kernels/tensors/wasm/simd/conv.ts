// Convolution by columns, group by group, a few output positions at a time, so that the columns never leave the cache. The
// filter is [kh·kw·ci/groups, co], row-major. Every function tells how many bytes of scratch it needs.
import {col2im, im2col, im2colPanels} from "./columns";
import {foursRoom, im2colFours} from "./fours";
import {
  accumulate,
  accumulatePacked,
  clearSums,
  depthAtOnce,
  leftPanels,
  multiplyPacked,
  multiplyRows,
  packRight,
  productScratch,
  rowPanels,
  rowsAtOnce,
  storeSums,
  transposedScratch
} from "./matmul";
import {copy, fill} from "./memory";
import {Window} from "./window";

/** Positions that a transposed convolution spreads at a time. */
const spread: i32 = 16;

export function convScratch(w: Window, co: i32): i32 {
  return productScratch(w.depth, co / w.groups) + foursRoom(w);
}

/** y = Im2Col(x)·filter + bias (0: none) at `positions` output positions of the whole batch. */
export function conv(
  w: Window,
  x: usize,
  filter: usize,
  bias: usize,
  co: i32,
  positions: i32,
  y: usize,
  scratch: usize
): void {
  const depth = w.depth;
  const width = co / w.groups;
  const step = (<usize>co) << 2;
  const block = rowsAtOnce(depth);
  const panels = rowPanels(depth, width, scratch);
  const room = scratch + productScratch(depth, width);
  for (let g = 0; g < w.groups; ++g) {
    const first = (<usize>g * width) << 2;
    const map = x + ((<usize>g * w.channels) << 2);
    packRight(filter + first, step, 4, depth, width, bias ? bias + first : 0, scratch);
    for (let p = 0, to = y + first; p < positions; p += block, to += <usize>block * step) {
      const count = min(block, positions - p);
      im2colFours(w, map, p, count, panels, room);
      multiplyPacked(count, depth, width, to, step, scratch);
    }
  }
}

export function convTransposeScratch(w: Window, co: i32): i32 {
  return productScratch(co / w.groups, w.depth) + spread * w.depth * 4;
}

/** y = Col2Im(x·filterᵀ) + bias (0: none): x has co channels at `positions` positions, y is the map of `pixels` pixels. */
export function convTranspose(
  w: Window,
  x: usize,
  filter: usize,
  bias: usize,
  co: i32,
  positions: i32,
  pixels: i32,
  y: usize,
  scratch: usize
): void {
  const depth = w.depth;
  const width = co / w.groups;
  const step = (<usize>co) << 2;
  const rows = scratch + productScratch(width, depth);
  if (bias) for (let i = 0, to = y; i < pixels; ++i, to += (<usize>w.pixel) << 2) copy(bias, to, w.pixel);
  else fill(y, pixels * w.pixel, 0);
  for (let g = 0; g < w.groups; ++g) {
    const first = (<usize>g * width) << 2;
    const map = y + ((<usize>g * w.channels) << 2);
    packRight(filter + first, 4, step, width, depth, 0, scratch);
    for (let p = 0, from = x + first; p < positions; p += spread, from += <usize>spread * step) {
      const count = min(spread, positions - p);
      multiplyRows(from, step, count, width, depth, rows, (<usize>depth) << 2, scratch);
      col2im(w, rows, p, count, map);
    }
  }
}

export function convGradientFilterScratch(w: Window, co: i32): i32 {
  return transposedScratch(w.depth, co / w.groups) + depthAtOnce(w.depth) * w.depth * 4;
}

/** gradient = Im2Col(x)ᵀ·dy over `positions` output positions. */
export function convGradientFilter(
  w: Window,
  x: usize,
  dy: usize,
  co: i32,
  positions: i32,
  gradient: usize,
  scratch: usize
): void {
  const depth = w.depth;
  const width = co / w.groups;
  const step = (<usize>co) << 2;
  const block = depthAtOnce(depth);
  const rows = scratch + transposedScratch(depth, width);
  const panels = leftPanels(depth, width, scratch);
  for (let g = 0; g < w.groups; ++g) {
    const first = (<usize>g * width) << 2;
    const map = x + ((<usize>g * w.channels) << 2);
    clearSums(depth, width, scratch);
    for (let p = 0, from = dy + first; p < positions; p += block, from += <usize>block * step) {
      const count = min(block, positions - p);
      if (w.channels & 3) {
        im2col(w, map, p, count, rows);
        accumulate(rows, count, depth, from, step, 4, width, scratch);
      } else {
        im2colPanels(w, map, p, count, panels);
        accumulatePacked(count, depth, from, step, 4, width, scratch);
      }
    }
    storeSums(depth, width, gradient + first, step, scratch);
  }
}
