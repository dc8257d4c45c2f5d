import type {KernelConfig, TensorInfo} from "@tensorflow/tfjs-core";
import {util} from "@tensorflow/tfjs-core";
import type {WebGPUBackend} from "@tensorflow/tfjs-backend-webgpu";
import {dispatch, type Program} from "../dispatch.ts";
import {insteadOfStock} from "../stock.ts";

// y = exp(x − max x)/Σ exp(x − max x) over the last axis, a row a thread
const program: Program<"x", "y", "c"> = {
  name: "softmax",
  element: "f32",
  reads: {x: "T"},
  writes: {y: "T"},
  uniforms: {c: "i32"},
  main: `
  let first = index * u.c;
  var best = x[first];
  for (var c = 1; c < u.c; c++) { best = max(best, x[first + c]); }
  var s = 0.0;
  for (var c = 0; c < u.c; c++) { let e = exp(x[first + c] - best); y[first + c] = e; s += e; }
  for (var c = 0; c < u.c; c++) { y[first + c] /= s; }`
};

export function softmaxKernel(): KernelConfig {
  return insteadOfStock("Softmax", ({inputs, attrs, backend}) => {
    const x = inputs.logits as TensorInfo;
    const {dim} = attrs as unknown as {dim: number};
    const c = x.shape.at(-1)!;
    if (x.dtype !== "float32" || (dim !== x.shape.length - 1 && dim !== -1)) return undefined;
    return dispatch(backend as WebGPUBackend, program, {
      reads: {x},
      writes: {y: x.shape},
      uniforms: {c},
      threads: util.sizeFromShape(x.shape) / c
    }).y;
  });
}
