import type {NormAttributes} from "../kernels/batchNorm.ts";
import {Normalise} from "../kernels/normalise.ts";
import {cpuKernel, type Array32} from "./kernel.ts";

type Inputs = {x: Array32; gamma: Array32; beta: Array32; mean: Array32; variance: Array32};

export const normaliseKernel = cpuKernel<Inputs, NormAttributes>(
  Normalise,
  ({x, gamma, beta, mean, variance}, {epsilon}) => ({
    shape: x.shape,
    values: normalised(x.values, gamma.values, beta.values, mean.values, variance.values, epsilon)
  })
);

/** (x − mean)·γ/√(variance + ε) + β for a matrix of as many columns as there are statistics. */
export function normalised(
  x: Float32Array,
  gamma: Float32Array,
  beta: Float32Array,
  mean: ArrayLike<number>,
  variance: ArrayLike<number>,
  epsilon: number
): Float32Array {
  const c = gamma.length;
  const scale = Float64Array.from(variance, (v, k) => gamma[k] / Math.sqrt(v + epsilon));
  const shift = Float64Array.from(mean, (m, k) => beta[k] - m * scale[k]);
  const y = new Float32Array(x.length);
  for (let i = 0; i < y.length;) for (let k = 0; k < c; ++k, ++i) y[i] = x[i] * scale[k] + shift[k];
  return y;
}
