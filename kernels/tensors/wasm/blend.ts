import {Blend, type BlendAttributes} from "../kernels/blend.ts";
import {wasmKernel, type Cell} from "./kernel.ts";

export const blendKernel = wasmKernel<{a: Cell; b: Cell}, BlendAttributes>(
  Blend,
  (simd, {a, b}, heap, {weightA, weightB}) => {
    const y = heap.output(a.shape);
    simd.blend(a.pointer, b.pointer, a.size, weightA, weightB, y.pointer);
    return y;
  }
);
