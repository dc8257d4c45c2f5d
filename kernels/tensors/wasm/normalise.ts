import type {NormAttributes} from "../kernels/batchNorm.ts";
import {Normalise} from "../kernels/normalise.ts";
import {wasmKernel, type Cell} from "./kernel.ts";

type Inputs = {x: Cell; gamma: Cell; beta: Cell; mean: Cell; variance: Cell};

export const normaliseKernel = wasmKernel<Inputs, NormAttributes>(
  Normalise,
  (simd, {x, gamma, beta, mean, variance}, heap, {epsilon}) => {
    const c = gamma.size;
    const y = heap.output(x.shape);
    const scale = heap.scratch(4 * c);
    const statistics = [mean.pointer, variance.pointer] as const;
    simd.normalise(x.pointer, gamma.pointer, beta.pointer, ...statistics, x.size / c, c, epsilon, y.pointer, scale);
    return y;
  }
);
