import {Col2Im, Im2Col, type Col2ImAttributes, type Im2ColAttributes} from "../kernels/columns.ts";
import {cpuKernel, type Array32} from "./kernel.ts";
import {eachTap} from "./taps.ts";

export const im2colKernel = cpuKernel<{x: Array32}, Im2ColAttributes>(Im2Col, ({x}, window) => {
  const [n, h, w, c] = x.shape as [number, number, number, number];
  const taps = window.kernel[0] * window.kernel[1];
  const rows = n * window.outHeight * window.outWidth;
  const [from, to] = [x.values, new Float32Array(rows * taps * c)];
  eachTap(n, h, w, window, (position, tap, pixel) => {
    for (let k = 0, i = (position * taps + tap) * c, j = pixel * c; k < c; ++k) to[i++] = from[j++];
  });
  return {shape: [rows, taps * c], values: to};
});

export const col2imKernel = cpuKernel<{x: Array32}, Col2ImAttributes>(Col2Im, ({x}, {batch, channels, ...window}) => {
  const {height, width, kernel} = window;
  const taps = kernel[0] * kernel[1];
  const [from, to] = [x.values, new Float32Array(batch * height * width * channels)];
  eachTap(batch, height, width, window, (position, tap, pixel) => {
    for (let k = 0, i = (position * taps + tap) * channels, j = pixel * channels; k < channels; ++k)
      to[j++] += from[i++];
  });
  return {shape: [batch, height, width, channels], values: to};
});
