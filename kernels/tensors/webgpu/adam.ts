import type {TensorInfo} from "@tensorflow/tfjs-core";
import {util} from "@tensorflow/tfjs-core";
import {Adam, type AdamAttributes} from "../kernels/adam.ts";
import {dispatch, type Program} from "./dispatch.ts";
import {webgpuKernel} from "./kernel.ts";

type Uniform = "beta1" | "rest1" | "beta2" | "rest2" | "keep" | "size" | "correction2" | "epsilon";

// One dispatch a parameter: seven storage buffers, of which every WebGPU device allows eight.
const step: Program<"value" | "m" | "v" | "gradient", "nextValue" | "nextM" | "nextV", Uniform> = {
  name: "adam",
  element: "f32",
  reads: {value: "T", m: "T", v: "T", gradient: "T"},
  writes: {nextValue: "T", nextM: "T", nextV: "T"},
  uniforms: {
    beta1: "f32",
    rest1: "f32",
    beta2: "f32",
    rest2: "f32",
    keep: "f32",
    size: "f32",
    correction2: "f32",
    epsilon: "f32"
  },
  main: `
  let g = gradient[index];
  let first = u.beta1 * m[index] + u.rest1 * g;
  let second = u.beta2 * v[index] + u.rest2 * g * g;
  nextM[index] = first;
  nextV[index] = second;
  nextValue[index] = value[index] * u.keep - u.size * first / (sqrt(second / u.correction2) + u.epsilon);`
};

type Inputs = {value: TensorInfo; m: TensorInfo; v: TensorInfo; gradient: TensorInfo};

export const adamKernel = webgpuKernel<Inputs, AdamAttributes>(Adam, (backend, reads, attributes) => {
  const {rate, beta1, beta2, epsilon, decay, correction1, correction2} = attributes;
  const {shape} = reads.value;
  const {nextValue, nextM, nextV} = dispatch(backend, step, {
    reads,
    writes: {nextValue: shape, nextM: shape, nextV: shape},
    // 1 − β₂ in float32 would be off by 1e-5 of itself
    uniforms: {
      beta1,
      rest1: 1 - beta1,
      beta2,
      rest2: 1 - beta2,
      keep: 1 - rate * decay,
      size: rate / correction1,
      correction2,
      epsilon
    },
    threads: util.sizeFromShape(shape)
  });
  return [nextValue, nextM, nextV];
});
