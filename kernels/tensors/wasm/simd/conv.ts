// Convolution by columns, a few output positions at a time, so that the columns never leave the cache. The filter is
// [kh·kw·ci, co], row-major. Every function tells how many bytes of scratch it needs.
import {col2im, im2col, im2colPanels} from "./columns";
import {
  accumulate,
  accumulatePacked,
  clearSums,
  depthAtOnce,
  leftPanels,
  multiplyRows,
  packRight,
  productScratch,
  rowsAtOnce,
  storeSums,
  transposedScratch
} from "./matmul";
import {copy, fill} from "./memory";
import {Window} from "./window";

/** Positions that a transposed convolution spreads at a time. */
const spread: i32 = 16;

export function convScratch(w: Window, co: i32): i32 {
  return productScratch(w.depth, co) + rowsAtOnce(w.depth) * w.depth * 4;
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
  const block = rowsAtOnce(depth);
  const rows = scratch + productScratch(depth, co);
  packRight(filter, (<usize>co) << 2, 4, depth, co, bias, scratch);
  for (let p = 0; p < positions; p += block, y += (<usize>block * co) << 2) {
    const count = min(block, positions - p);
    im2col(w, x, p, count, rows);
    multiplyRows(rows, count, depth, co, y, scratch);
  }
}

export function convTransposeScratch(w: Window, co: i32): i32 {
  return productScratch(co, w.depth) + spread * w.depth * 4;
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
  const rows = scratch + productScratch(co, depth);
  packRight(filter, 4, (<usize>co) << 2, co, depth, 0, scratch);
  if (bias) for (let i = 0, to = y; i < pixels; ++i, to += (<usize>w.channels) << 2) copy(bias, to, w.channels);
  else fill(y, pixels * w.channels, 0);
  for (let p = 0; p < positions; p += spread, x += (<usize>spread * co) << 2) {
    const count = min(spread, positions - p);
    multiplyRows(x, count, co, depth, rows, scratch);
    col2im(w, rows, p, count, y);
  }
}

export function convGradientFilterScratch(w: Window, co: i32): i32 {
  return transposedScratch(w.depth, co) + depthAtOnce(w.depth) * w.depth * 4;
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
  const block = depthAtOnce(depth);
  const step = (<usize>co) << 2;
  const rows = scratch + transposedScratch(depth, co);
  const panels = leftPanels(depth, co, scratch);
  clearSums(depth, co, scratch);
  for (let p = 0; p < positions; p += block, dy += <usize>block * step) {
    const count = min(block, positions - p);
    if (w.channels & 3) {
      im2col(w, x, p, count, rows);
      accumulate(rows, count, depth, dy, step, 4, co, scratch);
    } else {
      im2colPanels(w, x, p, count, panels);
      accumulatePacked(count, depth, dy, step, 4, co, scratch);
    }
  }
  storeSums(depth, co, gradient, scratch);
}
