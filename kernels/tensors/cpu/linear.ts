import {Linear, LinearGradientInput, LinearGradientWeight} from "../kernels/linear.ts";
import {gemm, matrix} from "./gemm.ts";
import {cpuKernel, type Array32} from "./kernel.ts";

export const linearKernel = cpuKernel<{x: Array32; weight: Array32; bias?: Array32}>(Linear, ({x, weight, bias}) => {
  const [k, m] = weight.shape as [number, number];
  const rows = x.values.length / k;
  const y = new Float32Array(rows * m);
  if (bias) for (let i = 0; i < y.length; i += m) y.set(bias.values, i);
  gemm(rows, m, k, matrix(x.values, k), matrix(weight.values, m), y);
  return {shape: [...x.shape.slice(0, -1), m], values: y};
});

export const linearGradientInputKernel = cpuKernel<{dy: Array32; weight: Array32}>(
  LinearGradientInput,
  ({dy, weight}) => {
    const [k, m] = weight.shape as [number, number];
    const rows = dy.values.length / m;
    const dx = new Float32Array(rows * k);
    gemm(rows, k, m, matrix(dy.values, m), matrix(weight.values, m, true), dx);
    return {shape: [...dy.shape.slice(0, -1), k], values: dx};
  }
);

export const linearGradientWeightKernel = cpuKernel<{x: Array32; dy: Array32}>(LinearGradientWeight, ({x, dy}) => {
  const [k, m] = [x.shape.at(-1)!, dy.shape.at(-1)!];
  const dw = new Float32Array(k * m);
  gemm(k, m, x.values.length / k, matrix(x.values, k, true), matrix(dy.values, m), dw);
  return {shape: [k, m], values: dw};
});
