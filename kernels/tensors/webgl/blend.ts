import type {TensorInfo} from "@tensorflow/tfjs-core";
import {Blend, type BlendAttributes} from "../kernels/blend.ts";
import {webglKernel} from "./kernel.ts";
import {runTexels, type TexelProgram} from "./texelProgram.ts";

const sum: TexelProgram<"a" | "b", "weightA" | "weightB"> = {
  reads: ["a", "b"],
  uniforms: {weightA: "float", weightB: "float"},
  main: "return weightA * aAt(b, r, c) + weightB * bAt(b, r, c);"
};

export const blendKernel = webglKernel<{a: TensorInfo; b: TensorInfo}, BlendAttributes>(
  Blend,
  (backend, {a, b}, {weightA, weightB}) =>
    runTexels(backend, sum, {reads: {a, b}, shape: a.shape, uniforms: {weightA, weightB}})
);
