import type {TensorInfo} from "@tensorflow/tfjs-core";
import type {WebGPUBackend} from "@tensorflow/tfjs-backend-webgpu";
import {dispatch, type Program} from "./dispatch.ts";
import {elementOf, forLanes, lanesOf, type Lanes} from "./lanes.ts";

// The second half of the sums over rows that both normalisations' gradients need.
const program = forLanes((lanes: Lanes): Program<"part", "dgamma" | "dbeta", "c" | "count"> => ({
  name: `merge gradients ${lanes}`,
  element: elementOf(lanes),
  reads: {part: "T"},
  writes: {dgamma: "T", dbeta: "T"},
  uniforms: {c: "i32", count: "i32"},
  main: `
  var g = T(0.0);
  var b = T(0.0);
  for (var p = 0; p < u.count; p++) {
    g += part[2 * p * u.c + index];
    b += part[(2 * p + 1) * u.c + index];
  }
  dgamma[index] = g;
  dbeta[index] = b;`
}));

/** Sums `part` [count, 2, channels] over its chunks into dγ and dβ, and disposes of it. */
export function mergeGradients(
  backend: WebGPUBackend,
  part: TensorInfo,
  count: number,
  channels: number
): {dgamma: TensorInfo; dbeta: TensorInfo} {
  const lanes = lanesOf(channels);
  const merged = dispatch(backend, program[lanes], {
    reads: {part},
    writes: {dgamma: [channels], dbeta: [channels]},
    uniforms: {c: channels / lanes, count},
    threads: channels / lanes
  });
  backend.disposeData(part.dataId);
  return merged;
}
