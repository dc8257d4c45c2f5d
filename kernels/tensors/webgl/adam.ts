import type {TensorInfo} from "@tensorflow/tfjs-core";
import {Adam, type AdamAttributes} from "../kernels/adam.ts";
import {webglKernel} from "./kernel.ts";
import {runTexels, type TexelProgram} from "./texelProgram.ts";

// A draw has one output, so that there are three: both moments are moving means of a power of the gradient.
const moment: TexelProgram<"mean" | "gradient", "beta" | "rest" | "power"> = {
  reads: ["mean", "gradient"],
  uniforms: {beta: "float", rest: "float", power: "int"},
  main: `
  vec4 g = gradientAt(b, r, c);
  return beta * meanAt(b, r, c) + rest * (power == 2 ? g * g : g);`
};

const step: TexelProgram<"value" | "m" | "v", "keep" | "size" | "correction2" | "epsilon"> = {
  reads: ["value", "m", "v"],
  uniforms: {keep: "float", size: "float", correction2: "float", epsilon: "float"},
  main: `
  return valueAt(b, r, c) * keep - size * mAt(b, r, c) / (sqrt(vAt(b, r, c) / correction2) + epsilon);`
};

type Inputs = {value: TensorInfo; m: TensorInfo; v: TensorInfo; gradient: TensorInfo};

export const adamKernel = webglKernel<Inputs, AdamAttributes>(Adam, (backend, inputs, attributes) => {
  const {rate, beta1, beta2, epsilon, decay, correction1, correction2} = attributes;
  const {value, gradient} = inputs;
  const {shape} = value;
  // 1 − β₂ in float32 would be off by 1e-5 of itself
  const m = runTexels(backend, moment, {
    reads: {mean: inputs.m, gradient},
    shape,
    uniforms: {beta: beta1, rest: 1 - beta1, power: 1}
  });
  const v = runTexels(backend, moment, {
    reads: {mean: inputs.v, gradient},
    shape,
    uniforms: {beta: beta2, rest: 1 - beta2, power: 2}
  });
  const next = runTexels(backend, step, {
    reads: {value, m, v},
    shape,
    uniforms: {keep: 1 - rate * decay, size: rate / correction1, correction2, epsilon}
  });
  return [next, m, v];
});
