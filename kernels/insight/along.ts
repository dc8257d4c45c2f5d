import type {Matrix} from "../ops/wavelets/matrices.ts";

/** How the values of an axis lie in memory: `outer` repeats of `length` positions, `inner` values each. */
export interface Axis {
  readonly outer: number;
  readonly length: number;
  readonly inner: number;
}

/**
 * Multiplies one axis of row-major data by a matrix: [outer, length, inner] → [outer, rows, inner]. The rows of wavelet
 * matrices are nearly empty, so only what is not zero is visited. Sums in float64, rounded once.
 */
export function along(data: Float32Array, {outer, length, inner}: Axis, {rows, values}: Matrix): Float32Array {
  const result = new Float32Array(outer * rows * inner);
  const sum = new Float64Array(inner);
  const taps = Array.from({length: rows}, (_, row) => {
    const found: number[] = [];
    for (let i = 0; i < length; ++i) if (values[row * length + i] !== 0) found.push(i);
    return found;
  });
  for (let o = 0; o < outer; ++o)
    for (let row = 0; row < rows; ++row) {
      sum.fill(0);
      for (const i of taps[row]) {
        const weight = values[row * length + i];
        const from = (o * length + i) * inner;
        for (let k = 0; k < inner; ++k) sum[k] += weight * data[from + k];
      }
      result.set(sum, (o * rows + row) * inner);
    }
  return result;
}
