import {Conv, ConvGradientFilter, ConvTranspose} from "../kernels/conv.ts";
import type {Grouped, Window, WindowOver} from "../kernels/window.ts";
import {wasmKernel, type Cell} from "./kernel.ts";

type Inputs = {x: Cell; filter: Cell; bias?: Cell};

export const convKernel = wasmKernel<Inputs, Grouped<Window>>(Conv, (simd, {x, filter, bias}, heap, attributes) => {
  const [n, h, w, ci] = x.shape as [number, number, number, number];
  const co = filter.shape[3];
  const y = heap.output([n, attributes.outHeight, attributes.outWidth, co]);
  const window = heap.window(attributes, h, w, ci, attributes.groups);
  const scratch = heap.scratch(simd.convScratch(window, co));
  simd.conv(window, x.pointer, filter.pointer, bias?.pointer ?? 0, co, y.size / co, y.pointer, scratch);
  return y;
});

export const convTransposeKernel = wasmKernel<Inputs, Grouped<WindowOver>>(
  ConvTranspose,
  (simd, {x, filter, bias}, heap, {height, width, ...attributes}) => {
    const co = filter.shape[3];
    const ci = filter.shape[2] * attributes.groups;
    const y = heap.output([x.shape[0], height, width, ci]);
    const window = heap.window(attributes, height, width, ci, attributes.groups);
    const scratch = heap.scratch(simd.convTransposeScratch(window, co));
    simd.convTranspose(
      window,
      x.pointer,
      filter.pointer,
      bias?.pointer ?? 0,
      co,
      x.size / co,
      y.size / ci,
      y.pointer,
      scratch
    );
    return y;
  }
);

export const convGradientFilterKernel = wasmKernel<{x: Cell; dy: Cell}, Grouped<Window>>(
  ConvGradientFilter,
  (simd, {x, dy}, heap, attributes) => {
    const [, h, w, ci] = x.shape as [number, number, number, number];
    const co = dy.shape[3];
    const gradient = heap.output([...attributes.kernel, ci / attributes.groups, co]);
    const window = heap.window(attributes, h, w, ci, attributes.groups);
    const scratch = heap.scratch(simd.convGradientFilterScratch(window, co));
    simd.convGradientFilter(window, x.pointer, dy.pointer, co, dy.size / co, gradient.pointer, scratch);
    return gradient;
  }
);
