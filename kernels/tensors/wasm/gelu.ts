import {Gelu, GeluGradient} from "../kernels/gelu.ts";
import {wasmKernel, type Cell} from "./kernel.ts";

export const geluKernel = wasmKernel<{x: Cell}>(Gelu, (simd, {x}, heap) => {
  const y = heap.output(x.shape);
  simd.gelu(x.pointer, y.pointer, x.size);
  return y;
});

export const geluGradientKernel = wasmKernel<{x: Cell; dy: Cell}>(GeluGradient, (simd, {x, dy}, heap) => {
  const dx = heap.output(x.shape);
  simd.geluGradient(x.pointer, dy.pointer, dx.pointer, x.size);
  return dx;
});
