import {extend, modulo, type Padding} from "./extension.ts";
import type {Wavelet} from "./wavelet.ts";

/** A matrix, row by row. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

/** Coefficients of each band that one level makes of n samples: ⌊(n + T − 1)/2⌋, or ⌈n/2⌉ with periodization. */
export function coefficientCount(taps: number, length: number, padding: Padding): number {
  return padding === "periodization" ? Math.ceil(length / 2) : Math.floor((length + taps - 1) / 2);
}

/** Samples that the inverse makes of K coefficients: 2K − T + 2, or 2K with periodization. */
export function sampleCount(taps: number, coefficients: number, padding: Padding): number {
  return padding === "periodization" ? 2 * coefficients : 2 * coefficients - taps + 2;
}

/** The position before extension that tap j of output k reads. */
export function tapPosition(k: number, j: number, taps: number, padding: Padding): number {
  return padding === "periodization" ? 2 * k + taps / 2 - j : 2 * k + 1 - j;
}

/** One level of analysis along an axis, 2K×n: K rows of low outputs, then K rows of high ones. */
export function analysisMatrix(wavelet: Wavelet, length: number, padding: Padding): Matrix {
  const taps = wavelet.dec_lo.length;
  const count = coefficientCount(taps, length, padding);
  const values = new Float64Array(2 * count * length);
  for (const [band, filter] of [wavelet.dec_lo, wavelet.dec_hi].entries())
    for (let k = 0; k < count; ++k)
      for (let j = 0; j < taps; ++j) {
        const i = extend(tapPosition(k, j, taps, padding), length, padding);
        if (i >= 0) values[(band * count + k) * length + i] += filter[j];
      }
  return {rows: 2 * count, columns: length, values: Float32Array.from(values)};
}

/**
 * One level of synthesis along an axis, n×2K: columns of the K low coefficients, then of the K high ones. `length` cuts
 * the result, which is one sample too long after an axis of odd length.
 */
export function synthesisMatrix(
  wavelet: Wavelet,
  coefficients: number,
  padding: Padding,
  length = sampleCount(wavelet.rec_lo.length, coefficients, padding)
): Matrix {
  const taps = wavelet.rec_lo.length;
  const columns = 2 * coefficients;
  const values = new Float64Array(length * columns);
  for (const [band, filter] of [wavelet.rec_lo, wavelet.rec_hi].entries())
    for (let k = 0; k < coefficients; ++k)
      for (let j = 0; j < taps; ++j) {
        const n = padding === "periodization" ? modulo(2 * k + j - taps / 2 + 1, columns) : 2 * k + j - taps + 2;
        if (n >= 0 && n < length) values[n * columns + band * coefficients + k] += filter[j];
      }
  return {rows: length, columns, values: Float32Array.from(values)};
}
