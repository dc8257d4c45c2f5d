import {Blend, type BlendAttributes} from "../kernels/blend.ts";
import {cpuKernel, type Array32} from "./kernel.ts";

export const blendKernel = cpuKernel<{a: Array32; b: Array32}, BlendAttributes>(
  Blend,
  ({a, b}, {weightA, weightB}) => ({
    shape: a.shape,
    values: a.values.map((value, i) => weightA * value + weightB * b.values[i])
  })
);
