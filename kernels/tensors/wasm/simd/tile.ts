/**
 * The heart of every matrix product here: c = aᵀ·b + start for a tile of up to 4×8 values whose sums stay in registers while
 * the loop runs over the depth. a holds four and b eight values for each step of the depth (pack.ts). Row i of start begins
 * `startStep` bytes after row i − 1 (0: one row for all) and is eight values long; rows of c are `step` bytes apart; `rows`
 * and `columns` say how much of the tile is stored.
 */
export function multiplyTile(
  a: usize,
  b: usize,
  depth: i32,
  start: usize,
  startStep: usize,
  c: usize,
  step: usize,
  rows: i32,
  columns: i32
): void {
  let s00 = v128.load(start);
  let s01 = v128.load(start, 16);
  start += startStep;
  let s10 = v128.load(start);
  let s11 = v128.load(start, 16);
  start += startStep;
  let s20 = v128.load(start);
  let s21 = v128.load(start, 16);
  start += startStep;
  let s30 = v128.load(start);
  let s31 = v128.load(start, 16);
  for (const end = a + ((<usize>depth) << 4); a < end; a += 16, b += 32) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let v = v128.load32_splat(a);
    s00 = f32x4.add(s00, f32x4.mul(v, b0));
    s01 = f32x4.add(s01, f32x4.mul(v, b1));
    v = v128.load32_splat(a, 4);
    s10 = f32x4.add(s10, f32x4.mul(v, b0));
    s11 = f32x4.add(s11, f32x4.mul(v, b1));
    v = v128.load32_splat(a, 8);
    s20 = f32x4.add(s20, f32x4.mul(v, b0));
    s21 = f32x4.add(s21, f32x4.mul(v, b1));
    v = v128.load32_splat(a, 12);
    s30 = f32x4.add(s30, f32x4.mul(v, b0));
    s31 = f32x4.add(s31, f32x4.mul(v, b1));
  }
  storeEight(c, s00, s01, columns);
  if (rows > 1) storeEight(c + step, s10, s11, columns);
  if (rows > 2) storeEight(c + 2 * step, s20, s21, columns);
  if (rows > 3) storeEight(c + 3 * step, s30, s31, columns);
}

/** Stores the first `count` of eight values; all eight if there are more. */
function storeEight(to: usize, low: v128, high: v128, count: i32): void {
  if (count >= 8) {
    v128.store(to, low);
    v128.store(to, high, 16);
    return;
  }
  if (count >= 4) {
    v128.store(to, low);
    low = high;
    to += 16;
    count -= 4;
  }
  if (count > 0) store<f32>(to, f32x4.extract_lane(low, 0));
  if (count > 1) store<f32>(to, f32x4.extract_lane(low, 1), 4);
  if (count > 2) store<f32>(to, f32x4.extract_lane(low, 2), 8);
}
