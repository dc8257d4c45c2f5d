import {BatchNorm, BatchNormGradient, type NormAttributes} from "../kernels/batchNorm.ts";
import {cpuKernel, type Array32} from "./kernel.ts";
import {normalised} from "./normalise.ts";

export const batchNormKernel = cpuKernel<{x: Array32; gamma: Array32; beta: Array32}, NormAttributes>(
  BatchNorm,
  ({x, gamma, beta}, {epsilon}) => {
    const c = gamma.values.length;
    const count = x.values.length / c;
    const mean = columnSums(x.values, c, (value) => value).map((sum) => sum / count);
    const variance = columnSums(x.values, c, (value, k) => (value - mean[k]) ** 2).map((sum) => sum / count);
    return [
      {shape: x.shape, values: normalised(x.values, gamma.values, beta.values, mean, variance, epsilon)},
      {shape: [c], values: Float32Array.from(mean)},
      {shape: [c], values: Float32Array.from(variance)}
    ];
  }
);

type GradientInputs = {dy: Array32; x: Array32; gamma: Array32; mean: Array32; variance: Array32};

export const batchNormGradientKernel = cpuKernel<GradientInputs, NormAttributes>(
  BatchNormGradient,
  ({dy, x, gamma, mean, variance}, {epsilon}) => {
    const c = gamma.values.length;
    const count = x.values.length / c;
    const inverse = Float64Array.from(variance.values, (v) => 1 / Math.sqrt(v + epsilon));
    const dbeta = columnSums(dy.values, c, (value) => value);
    const dgamma = columnSums(dy.values, c, (g, k, i) => g * (x.values[i] - mean.values[k]) * inverse[k]);
    // dx = a·dy + b·(x − mean) + d for each channel
    const a = inverse.map((s, k) => s * gamma.values[k]);
    const b = inverse.map((s, k) => (-a[k] * s * dgamma[k]) / count);
    const d = dbeta.map((sum, k) => (-a[k] * sum) / count);
    const dx = new Float32Array(x.values.length);
    for (let i = 0; i < dx.length;)
      for (let k = 0; k < c; ++k, ++i) dx[i] = a[k] * dy.values[i] + b[k] * (x.values[i] - mean.values[k]) + d[k];
    return [
      {shape: x.shape, values: dx},
      {shape: [c], values: Float32Array.from(dgamma)},
      {shape: [c], values: Float32Array.from(dbeta)}
    ];
  }
);

/** The sums over the rows of a matrix with c columns, in float64, of `term(value, column, index)`. */
function columnSums(
  values: Float32Array,
  c: number,
  term: (value: number, column: number, index: number) => number
): Float64Array {
  const sums = new Float64Array(c);
  for (let i = 0; i < values.length;) for (let k = 0; k < c; ++k, ++i) sums[k] += term(values[i], k, i);
  return sums;
}
