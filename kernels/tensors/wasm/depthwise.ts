import {Depthwise, DepthwiseGradientFilter, DepthwiseGradientInput} from "../kernels/depthwise.ts";
import type {Window, WindowOver} from "../kernels/window.ts";
import {wasmKernel, type Cell} from "./kernel.ts";

export const depthwiseKernel = wasmKernel<{x: Cell; filter: Cell}, Window>(
  Depthwise,
  (simd, {x, filter}, heap, attributes) => {
    const [n, h, w, c] = x.shape as [number, number, number, number];
    const y = heap.output([n, attributes.outHeight, attributes.outWidth, c]);
    simd.depthwise(heap.window(attributes, h, w, c), x.pointer, filter.pointer, n, y.pointer);
    return y;
  }
);

export const depthwiseGradientInputKernel = wasmKernel<{dy: Cell; filter: Cell}, WindowOver>(
  DepthwiseGradientInput,
  (simd, {dy, filter}, heap, {height, width, ...attributes}) => {
    const [n, c] = [dy.shape[0], dy.shape[3]];
    const dx = heap.output([n, height, width, c]);
    const window = heap.window(attributes, height, width, c);
    simd.depthwiseGradientInput(window, dy.pointer, filter.pointer, n, dx.pointer);
    return dx;
  }
);

export const depthwiseGradientFilterKernel = wasmKernel<{x: Cell; dy: Cell}, Window>(
  DepthwiseGradientFilter,
  (simd, {x, dy}, heap, attributes) => {
    const [n, h, w, c] = x.shape as [number, number, number, number];
    const gradient = heap.output([...attributes.kernel, c, 1]);
    const window = heap.window(attributes, h, w, c);
    const scratch = heap.scratch(simd.depthwiseGradientFilterScratch(window));
    simd.depthwiseGradientFilter(window, x.pointer, dy.pointer, n, gradient.pointer, scratch);
    return gradient;
  }
);
