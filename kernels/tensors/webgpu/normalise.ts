import type {TensorInfo} from "@tensorflow/tfjs-core";
import {util} from "@tensorflow/tfjs-core";
import type {WebGPUBackend} from "@tensorflow/tfjs-backend-webgpu";
import type {NormAttributes} from "../kernels/batchNorm.ts";
import {Normalise} from "../kernels/normalise.ts";
import {dispatch, type Program} from "./dispatch.ts";
import {webgpuKernel} from "./kernel.ts";
import {elementOf, forLanes, lanesOf, type Lanes} from "./lanes.ts";

type Input = "x" | "gamma" | "beta" | "mean" | "variance";

const program = forLanes((lanes: Lanes): Program<Input, "y", "c" | "epsilon"> => ({
  name: `normalise ${lanes}`,
  element: elementOf(lanes),
  reads: {x: "T", gamma: "T", beta: "T", mean: "T", variance: "T"},
  writes: {y: "T"},
  uniforms: {c: "i32", epsilon: "f32"},
  main: `
  let c = index % u.c;
  y[index] = (x[index] - mean[c]) * (gamma[c] / sqrt(variance[c] + u.epsilon)) + beta[c];`
}));

/** (x − mean)·γ/√(variance + ε) + β over the last axis. */
export function normalise(
  backend: WebGPUBackend,
  {x, gamma, beta, mean, variance}: Record<Input, TensorInfo>,
  {epsilon}: NormAttributes
): TensorInfo {
  const channels = x.shape.at(-1)!;
  const lanes = lanesOf(channels);
  return dispatch(backend, program[lanes], {
    reads: {x, gamma, beta, mean, variance},
    writes: {y: x.shape},
    uniforms: {c: channels / lanes, epsilon},
    threads: util.sizeFromShape(x.shape) / lanes
  }).y;
}

export const normaliseKernel = webgpuKernel<Record<Input, TensorInfo>, NormAttributes>(Normalise, normalise);
