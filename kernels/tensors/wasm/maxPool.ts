import {MaxPool, MaxPoolGradient} from "../kernels/maxPool.ts";
import type {Window} from "../kernels/window.ts";
import {wasmKernel, type Cell} from "./kernel.ts";

export const maxPoolKernel = wasmKernel<{x: Cell}, Window>(MaxPool, (simd, {x}, heap, attributes) => {
  const [n, h, w, c] = x.shape as [number, number, number, number];
  const y = heap.output([n, attributes.outHeight, attributes.outWidth, c]);
  simd.maxPool(heap.window(attributes, h, w, c), x.pointer, n, y.pointer);
  return y;
});

export const maxPoolGradientKernel = wasmKernel<{dy: Cell; x: Cell; y: Cell}, Window>(
  MaxPoolGradient,
  (simd, {dy, x, y}, heap, attributes) => {
    const [n, h, w, c] = x.shape as [number, number, number, number];
    const dx = heap.output(x.shape);
    const window = heap.window(attributes, h, w, c);
    const scratch = heap.scratch(simd.maxPoolGradientScratch(window));
    simd.maxPoolGradient(window, dy.pointer, x.pointer, y.pointer, n, dx.pointer, scratch);
    return dx;
  }
);
