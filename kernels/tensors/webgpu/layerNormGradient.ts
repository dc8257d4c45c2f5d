import type {TensorInfo} from "@tensorflow/tfjs-core";
import {util} from "@tensorflow/tfjs-core";
import type {NormAttributes} from "../kernels/batchNorm.ts";
import {LayerNormGradient} from "../kernels/layerNorm.ts";
import {chunksOf} from "./chunks.ts";
import {dispatch, type Program} from "./dispatch.ts";
import {webgpuKernel} from "./kernel.ts";
import {elementOf, forLanes, lanesOf, type Lanes} from "./lanes.ts";
import {mergeGradients} from "./mergeGradients.ts";
import {rowMoments} from "./rowMoments.ts";

/*
 *   g = dy·γ   dx = (g − Σg/c − x̂·Σ(g·x̂)/c)/√(variance + ε)      a row a thread
 *   dγ = Σ over rows of dy·x̂   dβ = Σ over rows of dy            in chunks of rows, from the moments that dx left behind
 */

const rowSlopes = forLanes((lanes: Lanes): Program<"dy" | "x" | "gamma", "dx" | "moments", "c" | "epsilon"> => ({
  name: `layer norm gradient ${lanes}`,
  element: elementOf(lanes),
  reads: {dy: "T", x: "T", gamma: "T"},
  writes: {dx: "T", moments: "vec2f"},
  uniforms: {c: "i32", epsilon: "f32"},
  declarations: rowMoments(lanes),
  main: `
  let first = index * u.c;
  let row = rowMoments(first);
  moments[index] = row;
  var s = T(0.0);
  var q = T(0.0);
  for (var c = 0; c < u.c; c++) {
    let g = dy[first + c] * gamma[c];
    s += g;
    q += g * (x[first + c] - row.x);
  }
  let count = f32(u.c * ${lanes});
  let a = laneSum(s) / count;
  let b = laneSum(q) * row.y * row.y / count;
  for (var c = 0; c < u.c; c++) {
    dx[first + c] = (dy[first + c] * gamma[c] - a - (x[first + c] - row.x) * b) * row.y;
  }`
}));

const chunkSums = forLanes((lanes: Lanes): Program<"dy" | "x" | "moments", "part", "c" | "n" | "rows"> => ({
  name: `layer norm gradient chunk ${lanes}`,
  element: elementOf(lanes),
  reads: {dy: "T", x: "T", moments: "vec2f"},
  writes: {part: "T"}, // [chunk, 2, c]: dγ, dβ
  uniforms: {c: "i32", n: "i32", rows: "i32"},
  main: `
  let c = index % u.c;
  let p = index / u.c;
  let last = min((p + 1) * u.rows, u.n);
  var dgamma = T(0.0);
  var dbeta = T(0.0);
  for (var r = p * u.rows; r < last; r++) {
    let g = dy[r * u.c + c];
    dbeta += g;
    dgamma += g * (x[r * u.c + c] - moments[r].x) * moments[r].y;
  }
  part[2 * p * u.c + c] = dgamma;
  part[(2 * p + 1) * u.c + c] = dbeta;`
}));

type Inputs = {dy: TensorInfo; x: TensorInfo; gamma: TensorInfo};

export const layerNormGradientKernel = webgpuKernel<Inputs, NormAttributes>(
  LayerNormGradient,
  (backend, {dy, x, gamma}, {epsilon}) => {
    const channels = gamma.shape[0]!;
    const n = util.sizeFromShape(x.shape) / channels;
    const lanes = lanesOf(channels);
    const c = channels / lanes;
    const {rows, count} = chunksOf(n);
    const {dx, moments} = dispatch(backend, rowSlopes[lanes], {
      reads: {dy, x, gamma},
      writes: {dx: x.shape, moments: [n, 2]},
      uniforms: {c, epsilon},
      threads: n
    });
    const {part} = dispatch(backend, chunkSums[lanes], {
      reads: {dy, x, moments},
      writes: {part: [count, 2, channels]},
      uniforms: {c, n, rows},
      threads: count * c
    });
    backend.disposeData(moments.dataId);
    const {dgamma, dbeta} = mergeGradients(backend, part, count, channels);
    return [dx, dgamma, dbeta];
  }
);
