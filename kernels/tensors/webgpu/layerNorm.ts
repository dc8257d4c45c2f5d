import type {TensorInfo} from "@tensorflow/tfjs-core";
import {util} from "@tensorflow/tfjs-core";
import type {NormAttributes} from "../kernels/batchNorm.ts";
import {LayerNorm} from "../kernels/layerNorm.ts";
import {dispatch, type Program} from "./dispatch.ts";
import {webgpuKernel} from "./kernel.ts";
import {elementOf, forLanes, lanesOf, type Lanes} from "./lanes.ts";
import {rowMoments} from "./rowMoments.ts";

// A thread takes a row: mean, then variance about the mean, then the row itself.
const program = forLanes((lanes: Lanes): Program<"x" | "gamma" | "beta", "y", "c" | "epsilon"> => ({
  name: `layer norm ${lanes}`,
  element: elementOf(lanes),
  reads: {x: "T", gamma: "T", beta: "T"},
  writes: {y: "T"},
  uniforms: {c: "i32", epsilon: "f32"},
  declarations: rowMoments(lanes),
  main: `
  let first = index * u.c;
  let moments = rowMoments(first);
  for (var c = 0; c < u.c; c++) { y[first + c] = (x[first + c] - moments.x) * moments.y * gamma[c] + beta[c]; }`
}));

type Inputs = {x: TensorInfo; gamma: TensorInfo; beta: TensorInfo};

export const layerNormKernel = webgpuKernel<Inputs, NormAttributes>(
  LayerNorm,
  (backend, {x, gamma, beta}, {epsilon}) => {
    const channels = gamma.shape[0]!;
    const lanes = lanesOf(channels);
    return dispatch(backend, program[lanes], {
      reads: {x, gamma, beta},
      writes: {y: x.shape},
      uniforms: {c: channels / lanes, epsilon},
      threads: util.sizeFromShape(x.shape) / channels
    }).y;
  }
);
