// Matrix products in float32, from packed panels (pack.ts) and tiles (tile.ts). The order of the sums depends on the sizes
// alone, so that equal inputs give equal bits. Every product tells how many bytes of scratch it needs.
import {copy, fill} from "./memory";
import {packColumns, packEights, packRows, panelsOfEight} from "./pack";
import {multiplyTile} from "./tile";

/** The rows that are packed at a time: their panels take about 16 kB, half of the first cache. A multiple of four. */
export function rowsAtOnce(depth: i32): i32 {
  return max(4, min(64, (4096 / depth) & ~3));
}

/** Bytes of the panels of b, of a row of starts and of the panels of a, as `multiplyRows` and `packRight` use them. */
export function productScratch(depth: i32, columns: i32): i32 {
  return panelsOfEight(columns) * (depth + 1) * 32 + rowsAtOnce(depth) * depth * 4;
}

/**
 * c = a·b + bias: a is rows × depth and row-major; element (p, j) of b stands at b + p·row + j·column; bias has one value a
 * column, or is 0 (no bias); c is row-major, rows × columns. `scratch` has productScratch(depth, columns) bytes.
 */
export function product(
  a: usize,
  rows: i32,
  depth: i32,
  b: usize,
  row: usize,
  column: usize,
  columns: i32,
  bias: usize,
  c: usize,
  scratch: usize
): void {
  packRight(b, row, column, depth, columns, bias, scratch);
  multiplyRows(a, (<usize>depth) << 2, rows, depth, columns, c, (<usize>columns) << 2, scratch);
}

/** Prepares the right side of products: the panels of b, then the starts of the sums. */
export function packRight(
  b: usize,
  row: usize,
  column: usize,
  depth: i32,
  columns: i32,
  bias: usize,
  scratch: usize
): void {
  packEights(b, row, column, depth, columns, scratch);
  const start = scratch + ((<usize>panelsOfEight(columns) * depth) << 5);
  fill(start, panelsOfEight(columns) * 8, 0);
  if (bias) copy(bias, start, columns);
}

/** c = a·b + start with b and start from packRight; rows of a are `stride` bytes apart and those of c `width`. */
export function multiplyRows(
  a: usize,
  stride: usize,
  rows: i32,
  depth: i32,
  columns: i32,
  c: usize,
  width: usize,
  scratch: usize
): void {
  const panelA = (<usize>depth) << 4;
  const left = rowPanels(depth, columns, scratch);
  const block = rowsAtOnce(depth);
  for (let i = 0; i < rows; i += block) {
    const count = min(block, rows - i);
    for (let r = 0, to = left; r < count; r += 4, to += panelA)
      packRows(a + <usize>r * stride, stride, count - r, depth, to);
    multiplyPacked(count, depth, columns, c, width, scratch);
    a += <usize>block * stride;
    c += <usize>block * width;
  }
}

/** Where `multiplyPacked` looks for the panels of a, as packRows makes them. */
export function rowPanels(depth: i32, columns: i32, scratch: usize): usize {
  return scratch + <usize>panelsOfEight(columns) * ((<usize>depth + 1) << 5);
}

/** `multiplyRows` of at most rowsAtOnce(depth) rows whose panels are in place. */
export function multiplyPacked(rows: i32, depth: i32, columns: i32, c: usize, width: usize, scratch: usize): void {
  const panelA = (<usize>depth) << 4;
  const panelB = (<usize>depth) << 5;
  const starts = scratch + <usize>panelsOfEight(columns) * panelB;
  const left = rowPanels(depth, columns, scratch);
  for (let j = 0, q = scratch; j < columns; j += 8, q += panelB) {
    const start = starts + ((<usize>j) << 2);
    for (let r = 0, p = left, to = c + ((<usize>j) << 2); r < rows; r += 4, p += panelA, to += 4 * width)
      multiplyTile(p, q, depth, start, 0, to, width, rows - r, columns - j);
  }
}

/**
 * The depth that is packed at a time in products with a transposed left side, for `width` values a row. The least is no power
 * of two, which would put the panels of wide rows into few sets of the cache.
 */
export function depthAtOnce(width: i32): i32 {
  return max(96, min(256, (16384 / width) & ~3));
}

/** Bytes of the sums, of the panels of x and of those of y, as `transposedProduct` and `accumulate` use them. */
export function transposedScratch(width: i32, columns: i32): i32 {
  return sumsBytes(width, columns) + depthAtOnce(width) * (((width + 3) & ~3) * 4 + panelsOfEight(columns) * 32);
}

function sumsBytes(width: i32, columns: i32): i32 {
  return ((width + 3) & ~3) * panelsOfEight(columns) * 32;
}

/**
 * c = xᵀ·y: x is depth × width and row-major; element (p, j) of y stands at y + p·row + j·column; c is row-major,
 * width × columns. `scratch` has transposedScratch(width, columns) bytes.
 */
export function transposedProduct(
  x: usize,
  depth: i32,
  width: i32,
  y: usize,
  row: usize,
  column: usize,
  columns: i32,
  c: usize,
  scratch: usize
): void {
  clearSums(width, columns, scratch);
  const block = depthAtOnce(width);
  for (let p = 0; p < depth; p += block) {
    accumulate(
      x + ((<usize>p * width) << 2),
      min(block, depth - p),
      width,
      y + <usize>p * row,
      row,
      column,
      columns,
      scratch
    );
  }
  storeSums(width, columns, c, (<usize>columns) << 2, scratch);
}

export function clearSums(width: i32, columns: i32, scratch: usize): void {
  fill(scratch, sumsBytes(width, columns) >> 2, 0);
}

/** Adds xᵀ·y over `depth` rows, at most depthAtOnce(width), to the sums in `scratch`. */
export function accumulate(
  x: usize,
  depth: i32,
  width: i32,
  y: usize,
  row: usize,
  column: usize,
  columns: i32,
  scratch: usize
): void {
  packColumns(x, depth, width, leftPanels(width, columns, scratch));
  accumulatePacked(depth, width, y, row, column, columns, scratch);
}

/** Where `accumulatePacked` looks for the panels of x, as packColumns makes them. */
export function leftPanels(width: i32, columns: i32, scratch: usize): usize {
  return scratch + sumsBytes(width, columns);
}

/** `accumulate` with the panels of x in place. */
export function accumulatePacked(
  depth: i32,
  width: i32,
  y: usize,
  row: usize,
  column: usize,
  columns: i32,
  scratch: usize
): void {
  const wide = (<usize>panelsOfEight(columns)) << 5; // bytes of a row of sums
  const left = leftPanels(width, columns, scratch);
  const right = left + (((<usize>(width + 3)) & ~3) << 2) * <usize>depth;
  packEights(y, row, column, depth, columns, right);
  let sums = scratch;
  for (let i = 0, p = left; i < width; i += 4, p += (<usize>depth) << 4, sums += 4 * wide)
    for (let j: usize = 0, q = right; j < wide; j += 32, q += (<usize>depth) << 5)
      multiplyTile(p, q, depth, sums + j, wide, sums + j, wide, 4, 8);
}

/** Rows of c are `step` bytes apart. */
export function storeSums(width: i32, columns: i32, c: usize, step: usize, scratch: usize): void {
  const wide = (<usize>panelsOfEight(columns)) << 5;
  for (let i = 0; i < width; ++i, c += step, scratch += wide) copy(scratch, c, columns);
}
