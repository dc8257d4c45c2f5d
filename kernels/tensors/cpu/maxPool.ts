import {MaxPool, MaxPoolGradient} from "../kernels/maxPool.ts";
import type {Window} from "../kernels/window.ts";
import {cpuKernel, type Array32} from "./kernel.ts";
import {eachTap} from "./taps.ts";

export const maxPoolKernel = cpuKernel<{x: Array32}, Window>(MaxPool, ({x}, window) => {
  const [n, h, w, c] = x.shape as [number, number, number, number];
  const y = new Float32Array(n * window.outHeight * window.outWidth * c).fill(-Infinity);
  eachTap(n, h, w, window, (position, _, pixel) => {
    for (let k = 0, i = position * c, j = pixel * c; k < c; ++k, ++i, ++j) if (x.values[j] > y[i]) y[i] = x.values[j];
  });
  return {shape: [n, window.outHeight, window.outWidth, c], values: y};
});

export const maxPoolGradientKernel = cpuKernel<{dy: Array32; x: Array32; y: Array32}, Window>(
  MaxPoolGradient,
  ({dy, x, y}, window) => {
    const [n, h, w, c] = x.shape as [number, number, number, number];
    const dx = new Float32Array(x.values.length);
    const found = new Uint8Array(y.values.length); // whether an output's gradient has gone to its first largest pixel
    eachTap(n, h, w, window, (position, _, pixel) => {
      for (let k = 0, i = position * c, j = pixel * c; k < c; ++k, ++i, ++j)
        if (!found[i] && x.values[j] === y.values[i]) {
          dx[j] += dy.values[i];
          found[i] = 1;
        }
    });
    return {shape: x.shape, values: dx};
  }
);
