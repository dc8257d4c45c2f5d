import type {TensorInfo} from "@tensorflow/tfjs-core";
import type {WebGPUBackend} from "@tensorflow/tfjs-backend-webgpu";
import {chunksOf} from "./chunks.ts";
import {dispatch, type Program} from "./dispatch.ts";
import {elementOf, forLanes, lanesOf, type Lanes} from "./lanes.ts";

/*
 * y[o, i] = scale · Σ over m of x[o, m, i], without barriers and atomics. A long sum is taken in two rounds: first
 * y'[o, p, i] over chunk p of the m, then over the chunks.
 */

type Uniform = "count" | "inner" | "middle" | "rows" | "scale";

const program = forLanes((lanes: Lanes): Program<"x", "y", Uniform> => ({
  name: `sum ${lanes}`,
  element: elementOf(lanes),
  reads: {x: "T"},
  writes: {y: "T"},
  uniforms: {count: "i32", inner: "i32", middle: "i32", rows: "i32", scale: "f32"},
  main: `
  let i = index % u.inner;
  let outer = index / u.inner / u.count;
  let first = index / u.inner % u.count * u.rows;
  let last = min(first + u.rows, u.middle);
  var s = T(0.0);
  for (var m = first; m < last; m++) { s += x[(outer * u.middle + m) * u.inner + i]; }
  y[index] = s * u.scale;`
}));

/** Sums `x`, read as [outer, middle, inner], over its middle axis into a new tensor of `shape`. */
export function sumMiddle(
  backend: WebGPUBackend,
  x: TensorInfo,
  [outer, middle, inner]: readonly [number, number, number],
  shape: readonly number[],
  scale = 1
): TensorInfo {
  const lanes = lanesOf(inner);
  const split = middle > 64 && (outer * inner) / lanes < 4096;
  const {rows, count} = split ? chunksOf(middle) : {rows: middle, count: 1};
  const {y} = dispatch(backend, program[lanes], {
    reads: {x},
    writes: {y: split ? [outer, count, inner] : shape},
    uniforms: {count, inner: inner / lanes, middle, rows, scale},
    threads: (outer * count * inner) / lanes
  });
  if (!split) return y;
  const total = dispatch(backend, program[lanes], {
    reads: {x: y},
    writes: {y: shape},
    uniforms: {count: 1, inner: inner / lanes, middle: count, rows: count, scale: 1},
    threads: (outer * inner) / lanes
  }).y;
  backend.disposeData(y.dataId);
  return total;
}
