import type {TensorInfo} from "@tensorflow/tfjs-core";
import {util} from "@tensorflow/tfjs-core";
import {Blend, type BlendAttributes} from "../kernels/blend.ts";
import {dispatch, type Program} from "./dispatch.ts";
import {webgpuKernel} from "./kernel.ts";
import {elementOf, forLanes, lanesOf, type Lanes} from "./lanes.ts";

const sum = forLanes((lanes: Lanes): Program<"a" | "b", "y", "weightA" | "weightB"> => ({
  name: `blend ${lanes}`,
  element: elementOf(lanes),
  reads: {a: "T", b: "T"},
  writes: {y: "T"},
  uniforms: {weightA: "f32", weightB: "f32"},
  main: "y[index] = u.weightA * a[index] + u.weightB * b[index];"
}));

export const blendKernel = webgpuKernel<{a: TensorInfo; b: TensorInfo}, BlendAttributes>(
  Blend,
  (backend, {a, b}, {weightA, weightB}) => {
    const size = util.sizeFromShape(a.shape);
    const lanes = lanesOf(size);
    const uniforms = {weightA, weightB};
    return dispatch(backend, sum[lanes], {reads: {a, b}, writes: {y: a.shape}, uniforms, threads: size / lanes}).y;
  }
);
