// Batch normalisation (kernels/batchNorm.ts) of x [rows, c].
import {normalise} from "./normalise";
import {sumAt, sumProducts, sumRows, sumSquares, sumsScratch} from "./sums";

/** Bytes: one set of sums and three values a channel. */
export function batchNormScratch(c: i32): i32 {
  return sumsScratch(c) + 12 * c;
}

/** y = (x − mean)·γ/√(variance + ε) + β, with the batch's mean and biased variance. */
export function batchNorm(
  x: usize,
  gamma: usize,
  beta: usize,
  rows: i32,
  c: i32,
  epsilon: f32,
  y: usize,
  mean: usize,
  variance: usize,
  scratch: usize
): void {
  sumRows(x, rows, c, scratch);
  for (let k = 0; k < c; ++k) store<f32>(mean + ((<usize>k) << 2), <f32>(sumAt(scratch, k) / rows));
  sumSquares(x, mean, rows, c, scratch);
  for (let k = 0; k < c; ++k) store<f32>(variance + ((<usize>k) << 2), <f32>(sumAt(scratch, k) / rows));
  normalise(x, gamma, beta, mean, variance, rows, c, epsilon, y, scratch + sumsScratch(c));
}

/** dβ = Σdy, dγ = Σ dy·x̂, dx = p·dy + q·(x − mean) + t with p, q, t of each channel. */
export function batchNormGradient(
  dy: usize,
  x: usize,
  gamma: usize,
  mean: usize,
  variance: usize,
  rows: i32,
  c: i32,
  epsilon: f32,
  dx: usize,
  dgamma: usize,
  dbeta: usize,
  scratch: usize
): void {
  const ps = scratch + sumsScratch(c);
  const qs = ps + ((<usize>c) << 2);
  const ts = qs + ((<usize>c) << 2);
  sumRows(dy, rows, c, scratch);
  for (let k = 0; k < c; ++k) {
    const at = (<usize>k) << 2;
    const p = load<f32>(gamma + at) / sqrt<f32>(load<f32>(variance + at) + epsilon);
    store<f32>(ps + at, p);
    store<f32>(ts + at, <f32>((-p * sumAt(scratch, k)) / rows));
    store<f32>(dbeta + at, <f32>sumAt(scratch, k));
  }
  sumProducts(dy, x, mean, rows, c, scratch);
  for (let k = 0; k < c; ++k) {
    const at = (<usize>k) << 2;
    const inverse = 1 / sqrt<f64>(load<f32>(variance + at) + epsilon);
    const sum = sumAt(scratch, k) * inverse;
    store<f32>(dgamma + at, <f32>sum);
    store<f32>(qs + at, <f32>((-load<f32>(ps + at) * inverse * sum) / rows));
  }
  for (let r = 0; r < rows; ++r) {
    let at: usize = 0;
    let k = c;
    for (; k >= 4; k -= 4, at += 16, dy += 16, x += 16, dx += 16) {
      const d = f32x4.sub(v128.load(x), v128.load(mean + at));
      const sum = f32x4.add(f32x4.mul(v128.load(ps + at), v128.load(dy)), f32x4.mul(v128.load(qs + at), d));
      v128.store(dx, f32x4.add(sum, v128.load(ts + at)));
    }
    for (; k > 0; --k, at += 4, dy += 4, x += 4, dx += 4) {
      const d = load<f32>(x) - load<f32>(mean + at);
      store<f32>(dx, load<f32>(ps + at) * load<f32>(dy) + load<f32>(qs + at) * d + load<f32>(ts + at));
    }
  }
}
