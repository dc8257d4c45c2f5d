import {Linear, LinearGradientInput, LinearGradientWeight} from "../kernels/linear.ts";
import {wasmKernel, type Cell} from "./kernel.ts";

export const linearKernel = wasmKernel<{x: Cell; weight: Cell; bias?: Cell}>(
  Linear,
  (simd, {x, weight, bias}, heap) => {
    const [k, m] = weight.shape as [number, number];
    const y = heap.output([...x.shape.slice(0, -1), m]);
    const scratch = heap.scratch(simd.productScratch(k, m));
    simd.product(x.pointer, x.size / k, k, weight.pointer, 4 * m, 4, m, bias?.pointer ?? 0, y.pointer, scratch);
    return y;
  }
);

export const linearGradientInputKernel = wasmKernel<{dy: Cell; weight: Cell}>(
  LinearGradientInput,
  (simd, {dy, weight}, heap) => {
    const [k, m] = weight.shape as [number, number];
    const dx = heap.output([...dy.shape.slice(0, -1), k]);
    const scratch = heap.scratch(simd.productScratch(m, k));
    simd.product(dy.pointer, dy.size / m, m, weight.pointer, 4, 4 * m, k, 0, dx.pointer, scratch);
    return dx;
  }
);

export const linearGradientWeightKernel = wasmKernel<{x: Cell; dy: Cell}>(
  LinearGradientWeight,
  (simd, {x, dy}, heap) => {
    const [k, m] = [x.shape.at(-1)!, dy.shape.at(-1)!];
    const dw = heap.output([k, m]);
    const scratch = heap.scratch(simd.transposedScratch(k, m));
    simd.transposedProduct(x.pointer, x.size / k, k, dy.pointer, 4 * m, 4, m, dw.pointer, scratch);
    return dw;
  }
);
