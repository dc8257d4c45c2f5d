import {Conv, ConvGradientFilter, ConvTranspose} from "../kernels/conv.ts";
import type {Grouped, Window, WindowOver} from "../kernels/window.ts";
import {col2im, im2col} from "./columns.ts";
import {gemm, matrix} from "./gemm.ts";
import {cpuKernel, type Array32} from "./kernel.ts";

/*
 * Sample by sample and group by group, from the columns of the map's windows and a matrix product:
 *
 *   y = Im2Col(x)·F + b   dx = Col2Im(dy·Fᵀ)   dF = Im2Col(x)ᵀ·dy   with F the group's filter as [kh·kw·ci/groups, co/groups]
 */

type Inputs = {x: Array32; filter: Array32; bias?: Array32};

export const convKernel = cpuKernel<Inputs, Grouped<Window>>(Conv, ({x, filter, bias}, window) => {
  const [n, height, width, ci] = x.shape as [number, number, number, number];
  const {outHeight, outWidth, groups} = window;
  const [co, rows] = [filter.shape[3]!, outHeight * outWidth];
  const [depth, own] = [filter.values.length / co, co / groups];
  const y = new Float32Array(n * rows * co);
  if (bias) for (let i = 0; i < y.length; i += co) y.set(bias.values, i);
  const size = height * width * ci;
  for (let k = 0; k < n; ++k) {
    const columns = im2col(x.values.subarray(k * size, (k + 1) * size), {...window, height, width});
    for (let g = 0; g < groups; ++g) {
      const a = matrix(columns, depth, false, g * rows * depth);
      gemm(rows, own, depth, a, matrix(filter.values, co, false, g * own), y, k * rows * co + g * own, co);
    }
  }
  return {shape: [n, outHeight, outWidth, co], values: y};
});

export const convTransposeKernel = cpuKernel<Inputs, Grouped<WindowOver>>(
  ConvTranspose,
  ({x, filter, bias}, window) => {
    const {height, width, outHeight, outWidth, groups} = window;
    const [n, co, rows] = [x.shape[0]!, filter.shape[3]!, outHeight * outWidth];
    const [ci, depth, own] = [filter.shape[2]! * groups, filter.values.length / co, co / groups];
    const size = height * width * ci;
    const y = new Float32Array(n * size);
    if (bias) for (let i = 0; i < y.length; i += ci) y.set(bias.values, i);
    for (let k = 0; k < n; ++k) {
      const columns = new Float32Array(groups * rows * depth);
      for (let g = 0; g < groups; ++g) {
        const a = matrix(x.values, co, false, k * rows * co + g * own);
        gemm(rows, depth, own, a, matrix(filter.values, co, true, g * own), columns, g * rows * depth);
      }
      col2im(columns, window, y.subarray(k * size, (k + 1) * size));
    }
    return {shape: [n, height, width, ci], values: y};
  }
);

export const convGradientFilterKernel = cpuKernel<{x: Array32; dy: Array32}, Grouped<Window>>(
  ConvGradientFilter,
  ({x, dy}, window) => {
    const [n, height, width, ci] = x.shape as [number, number, number, number];
    const {kernel, outHeight, outWidth, groups} = window;
    const [co, rows] = [dy.shape[3]!, outHeight * outWidth];
    const [depth, own] = [(kernel[0] * kernel[1] * ci) / groups, co / groups];
    const gradient = new Float32Array(depth * co);
    const size = height * width * ci;
    for (let k = 0; k < n; ++k) {
      const columns = im2col(x.values.subarray(k * size, (k + 1) * size), {...window, height, width});
      for (let g = 0; g < groups; ++g) {
        const a = matrix(columns, depth, true, g * rows * depth);
        gemm(depth, own, rows, a, matrix(dy.values, co, false, k * rows * co + g * own), gradient, g * own, co);
      }
    }
    return {shape: [...kernel, ci / groups, co], values: gradient};
  }
);
