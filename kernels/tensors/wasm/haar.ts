import {Haar, HaarInverse} from "../kernels/haar.ts";
import {wasmKernel, type Cell} from "./kernel.ts";

export const haarKernel = wasmKernel<{x: Cell}>(Haar, (simd, {x}, heap) => {
  const [n, h, w, c] = x.shape as [number, number, number, number];
  const y = heap.output([n, h / 2, w / 2, 4 * c]);
  simd.haar(x.pointer, (n * h) / 2, w / 2, c, y.pointer);
  return y;
});

export const haarInverseKernel = wasmKernel<{x: Cell}>(HaarInverse, (simd, {x}, heap) => {
  const [n, h, w, c] = x.shape as [number, number, number, number];
  const y = heap.output([n, 2 * h, 2 * w, c / 4]);
  simd.haarInverse(x.pointer, n * h, w, c / 4, y.pointer);
  return y;
});
