import type {NormAttributes} from "../kernels/batchNorm.ts";
import {LayerNorm, LayerNormGradient} from "../kernels/layerNorm.ts";
import {wasmKernel, type Cell} from "./kernel.ts";

export const layerNormKernel = wasmKernel<{x: Cell; gamma: Cell; beta: Cell}, NormAttributes>(
  LayerNorm,
  (simd, {x, gamma, beta}, heap, {epsilon}) => {
    const y = heap.output(x.shape);
    simd.layerNorm(x.pointer, gamma.pointer, beta.pointer, x.size / gamma.size, gamma.size, epsilon, y.pointer);
    return y;
  }
);

export const layerNormGradientKernel = wasmKernel<{dy: Cell; x: Cell; gamma: Cell}, NormAttributes>(
  LayerNormGradient,
  (simd, {dy, x, gamma}, heap, {epsilon}) => {
    const c = gamma.size;
    const [dx, dgamma, dbeta] = [heap.output(x.shape), heap.output([c]), heap.output([c])];
    simd.layerNormGradient(
      dy.pointer,
      x.pointer,
      gamma.pointer,
      x.size / c,
      c,
      epsilon,
      dx.pointer,
      dgamma.pointer,
      dbeta.pointer
    );
    return [dx, dgamma, dbeta];
  }
);
