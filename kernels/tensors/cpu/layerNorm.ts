import type {NormAttributes} from "../kernels/batchNorm.ts";
import {LayerNorm, LayerNormGradient} from "../kernels/layerNorm.ts";
import {cpuKernel, type Array32} from "./kernel.ts";

export const layerNormKernel = cpuKernel<{x: Array32; gamma: Array32; beta: Array32}, NormAttributes>(
  LayerNorm,
  ({x, gamma, beta}, {epsilon}) => {
    const c = gamma.values.length;
    const y = new Float32Array(x.values.length);
    for (let from = 0; from < y.length; from += c) {
      const [mean, inverse] = rowMoments(x.values, from, c, epsilon);
      for (let k = 0; k < c; ++k)
        y[from + k] = (x.values[from + k] - mean) * inverse * gamma.values[k] + beta.values[k];
    }
    return {shape: x.shape, values: y};
  }
);

export const layerNormGradientKernel = cpuKernel<{dy: Array32; x: Array32; gamma: Array32}, NormAttributes>(
  LayerNormGradient,
  ({dy, x, gamma}, {epsilon}) => {
    const c = gamma.values.length;
    const dx = new Float32Array(x.values.length);
    const [dgamma, dbeta] = [new Float64Array(c), new Float64Array(c)];
    for (let from = 0; from < dx.length; from += c) {
      const [mean, inverse] = rowMoments(x.values, from, c, epsilon);
      let [sum, product] = [0, 0]; // Σg and Σ(g·x̂)
      for (let k = 0; k < c; ++k) {
        const normal = (x.values[from + k] - mean) * inverse;
        const d = dy.values[from + k];
        dgamma[k] += d * normal;
        dbeta[k] += d;
        sum += d * gamma.values[k];
        product += d * gamma.values[k] * normal;
      }
      for (let k = 0; k < c; ++k) {
        const normal = (x.values[from + k] - mean) * inverse;
        dx[from + k] = inverse * (dy.values[from + k] * gamma.values[k] - (sum + normal * product) / c);
      }
    }
    return [
      {shape: x.shape, values: dx},
      {shape: [c], values: Float32Array.from(dgamma)},
      {shape: [c], values: Float32Array.from(dbeta)}
    ];
  }
);

/** Mean and 1/√(variance + ε) of the row that begins at `from`. */
function rowMoments(values: Float32Array, from: number, c: number, epsilon: number): [mean: number, inverse: number] {
  let mean = 0;
  for (let k = 0; k < c; ++k) mean += values[from + k];
  mean /= c;
  let variance = 0;
  for (let k = 0; k < c; ++k) variance += (values[from + k] - mean) ** 2;
  return [mean, 1 / Math.sqrt(variance / c + epsilon)];
}
