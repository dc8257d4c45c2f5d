import type {TensorInfo} from "@tensorflow/tfjs-core";
import type {WebGPUBackend} from "@tensorflow/tfjs-backend-webgpu";
import {dispatch, type Program} from "../dispatch.ts";

// y[o, i] = max over m of x[o, m, i]
const program: Program<"x", "y", "inner" | "middle"> = {
  name: "max",
  element: "f32",
  reads: {x: "T"},
  writes: {y: "T"},
  uniforms: {inner: "i32", middle: "i32"},
  main: `
  let first = index / u.inner * u.middle * u.inner + index % u.inner;
  var best = x[first];
  for (var m = 1; m < u.middle; m++) { best = max(best, x[first + m * u.inner]); }
  y[index] = best;`
};

/** The maxima of `x`, read as [outer, middle, inner], over its middle axis. */
export function maxMiddle(
  backend: WebGPUBackend,
  x: TensorInfo,
  [outer, middle, inner]: readonly [number, number, number],
  shape: readonly number[]
): TensorInfo {
  return dispatch(backend, program, {
    reads: {x},
    writes: {y: shape},
    uniforms: {inner, middle},
    threads: outer * inner
  }).y;
}
