import {BatchNorm, BatchNormGradient, type NormAttributes} from "../kernels/batchNorm.ts";
import {wasmKernel, type Cell} from "./kernel.ts";

export const batchNormKernel = wasmKernel<{x: Cell; gamma: Cell; beta: Cell}, NormAttributes>(
  BatchNorm,
  (simd, {x, gamma, beta}, heap, {epsilon}) => {
    const c = gamma.size;
    const [y, mean, variance] = [heap.output(x.shape), heap.output([c]), heap.output([c])];
    const scratch = heap.scratch(simd.batchNormScratch(c));
    simd.batchNorm(
      x.pointer,
      gamma.pointer,
      beta.pointer,
      x.size / c,
      c,
      epsilon,
      y.pointer,
      mean.pointer,
      variance.pointer,
      scratch
    );
    return [y, mean, variance];
  }
);

type GradientInputs = {dy: Cell; x: Cell; gamma: Cell; mean: Cell; variance: Cell};

export const batchNormGradientKernel = wasmKernel<GradientInputs, NormAttributes>(
  BatchNormGradient,
  (simd, {dy, x, gamma, mean, variance}, heap, {epsilon}) => {
    const c = gamma.size;
    const [dx, dgamma, dbeta] = [heap.output(x.shape), heap.output([c]), heap.output([c])];
    simd.batchNormGradient(
      dy.pointer,
      x.pointer,
      gamma.pointer,
      mean.pointer,
      variance.pointer,
      x.size / c,
      c,
      epsilon,
      dx.pointer,
      dgamma.pointer,
      dbeta.pointer,
      heap.scratch(simd.batchNormScratch(c))
    );
    return [dx, dgamma, dbeta];
  }
);
