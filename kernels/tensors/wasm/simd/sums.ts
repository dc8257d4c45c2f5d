// Sums over the rows of a matrix [rows, c]: float32 within a block of rows, float64 over the blocks, in a fixed order.
import {fill} from "./memory";

/** Rows that are summed in float32. */
const rowsInBlock: i32 = 64;

/** Bytes of scratch for one set of sums: c of float64, then c of float32. */
export function sumsScratch(c: i32): i32 {
  return 12 * c;
}

/** What a caller of `sumRows` reads afterwards. */
export function sumAt(scratch: usize, k: i32): f64 {
  return load<f64>(scratch + ((<usize>k) << 3));
}

function clear(scratch: usize, c: i32): void {
  fill(scratch, 3 * c, 0);
}

/** Moves the block's sums into the float64 ones. */
function flush(scratch: usize, c: i32): void {
  let block = scratch + ((<usize>c) << 3);
  for (let k = 0; k < c; ++k, scratch += 8, block += 4) {
    store<f64>(scratch, load<f64>(scratch) + <f64>load<f32>(block));
    store<f32>(block, 0);
  }
}

/** Σ x */
export function sumRows(x: usize, rows: i32, c: i32, scratch: usize): void {
  clear(scratch, c);
  const block = scratch + ((<usize>c) << 3);
  for (let r = 0; r < rows; ++r) {
    let to = block;
    let k = c;
    for (; k >= 4; k -= 4, x += 16, to += 16) v128.store(to, f32x4.add(v128.load(to), v128.load(x)));
    for (; k > 0; --k, x += 4, to += 4) store<f32>(to, load<f32>(to) + load<f32>(x));
    if ((r + 1) % rowsInBlock == 0) flush(scratch, c);
  }
  flush(scratch, c);
}

/** Σ (x − mean)² */
export function sumSquares(x: usize, mean: usize, rows: i32, c: i32, scratch: usize): void {
  clear(scratch, c);
  const block = scratch + ((<usize>c) << 3);
  for (let r = 0; r < rows; ++r) {
    let to = block;
    let m = mean;
    let k = c;
    for (; k >= 4; k -= 4, x += 16, m += 16, to += 16) {
      const d = f32x4.sub(v128.load(x), v128.load(m));
      v128.store(to, f32x4.add(v128.load(to), f32x4.mul(d, d)));
    }
    for (; k > 0; --k, x += 4, m += 4, to += 4) {
      const d = load<f32>(x) - load<f32>(m);
      store<f32>(to, load<f32>(to) + d * d);
    }
    if ((r + 1) % rowsInBlock == 0) flush(scratch, c);
  }
  flush(scratch, c);
}

/** Σ dy · (x − mean) */
export function sumProducts(dy: usize, x: usize, mean: usize, rows: i32, c: i32, scratch: usize): void {
  clear(scratch, c);
  const block = scratch + ((<usize>c) << 3);
  for (let r = 0; r < rows; ++r) {
    let to = block;
    let m = mean;
    let k = c;
    for (; k >= 4; k -= 4, dy += 16, x += 16, m += 16, to += 16) {
      const d = f32x4.sub(v128.load(x), v128.load(m));
      v128.store(to, f32x4.add(v128.load(to), f32x4.mul(v128.load(dy), d)));
    }
    for (; k > 0; --k, dy += 4, x += 4, m += 4, to += 4)
      store<f32>(to, load<f32>(to) + load<f32>(dy) * (load<f32>(x) - load<f32>(m)));
    if ((r + 1) % rowsInBlock == 0) flush(scratch, c);
  }
  flush(scratch, c);
}

/** Σ x → to, as float32. */
export function channelSum(x: usize, rows: i32, c: i32, to: usize, scratch: usize): void {
  sumRows(x, rows, c, scratch);
  for (let k = 0; k < c; ++k, to += 4) store<f32>(to, <f32>sumAt(scratch, k));
}
