import {Depthwise, DepthwiseGradientFilter, DepthwiseGradientInput} from "../kernels/depthwise.ts";
import type {Window, WindowOver} from "../kernels/window.ts";
import {cpuKernel, type Array32} from "./kernel.ts";
import {eachTap} from "./taps.ts";

export const depthwiseKernel = cpuKernel<{x: Array32; filter: Array32}, Window>(Depthwise, ({x, filter}, window) => {
  const [n, h, w, c] = x.shape as [number, number, number, number];
  const y = new Float32Array(n * window.outHeight * window.outWidth * c);
  const [a, f] = [x.values, filter.values];
  eachTap(n, h, w, window, (position, tap, pixel) => {
    for (let k = 0, i = position * c, j = pixel * c, t = tap * c; k < c; ++k) y[i++] += a[j++] * f[t++];
  });
  return {shape: [n, window.outHeight, window.outWidth, c], values: y};
});

export const depthwiseGradientInputKernel = cpuKernel<{dy: Array32; filter: Array32}, WindowOver>(
  DepthwiseGradientInput,
  ({dy, filter}, window) => {
    const [n, c] = [dy.shape[0], dy.shape[3]];
    const {height, width} = window;
    const dx = new Float32Array(n * height * width * c);
    const [g, f] = [dy.values, filter.values];
    eachTap(n, height, width, window, (position, tap, pixel) => {
      for (let k = 0, i = position * c, j = pixel * c, t = tap * c; k < c; ++k) dx[j++] += g[i++] * f[t++];
    });
    return {shape: [n, height, width, c], values: dx};
  }
);

export const depthwiseGradientFilterKernel = cpuKernel<{x: Array32; dy: Array32}, Window>(
  DepthwiseGradientFilter,
  ({x, dy}, window) => {
    const [n, h, w, c] = x.shape as [number, number, number, number];
    const sums = new Float64Array(window.kernel[0] * window.kernel[1] * c);
    const [a, g] = [x.values, dy.values];
    eachTap(n, h, w, window, (position, tap, pixel) => {
      for (let k = 0, i = position * c, j = pixel * c, t = tap * c; k < c; ++k) sums[t++] += a[j++] * g[i++];
    });
    return {shape: [...window.kernel, c, 1], values: Float32Array.from(sums)};
  }
);
