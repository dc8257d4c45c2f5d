import type {TensorInfo} from "@tensorflow/tfjs-core";
import {util} from "@tensorflow/tfjs-core";
import {BatchNormGradient, type NormAttributes} from "../kernels/batchNorm.ts";
import {chunksOf} from "./chunks.ts";
import {dispatch, type Program} from "./dispatch.ts";
import {webgpuKernel} from "./kernel.ts";
import {elementOf, forLanes, lanesOf, type Lanes} from "./lanes.ts";
import {mergeGradients} from "./mergeGradients.ts";

/*
 *   x̂ = (x − mean)/√(variance + ε)   dβ = Σdy   dγ = Σ dy·x̂   dx = γ/√(variance + ε) · (dy − dβ/N − x̂·dγ/N)
 */

const chunkSums = forLanes(
  (lanes: Lanes): Program<"dy" | "x" | "mean" | "variance", "part", "c" | "n" | "rows" | "epsilon"> => ({
    name: `batch norm gradient chunk ${lanes}`,
    element: elementOf(lanes),
    reads: {dy: "T", x: "T", mean: "T", variance: "T"},
    writes: {part: "T"}, // [chunk, 2, c]: dγ, dβ
    uniforms: {c: "i32", n: "i32", rows: "i32", epsilon: "f32"},
    main: `
  let c = index % u.c;
  let p = index / u.c;
  let last = min((p + 1) * u.rows, u.n);
  let m = mean[c];
  var dgamma = T(0.0);
  var dbeta = T(0.0);
  for (var r = p * u.rows; r < last; r++) {
    let g = dy[r * u.c + c];
    dbeta += g;
    dgamma += g * (x[r * u.c + c] - m);
  }
  part[2 * p * u.c + c] = dgamma / sqrt(variance[c] + u.epsilon);
  part[(2 * p + 1) * u.c + c] = dbeta;`
  })
);

type Read = "dy" | "x" | "gamma" | "mean" | "variance" | "dgamma" | "dbeta"; // with dx eight buffers, the least limit

const slope = forLanes((lanes: Lanes): Program<Read, "dx", "c" | "n" | "epsilon"> => ({
  name: `batch norm gradient ${lanes}`,
  element: elementOf(lanes),
  reads: {dy: "T", x: "T", gamma: "T", mean: "T", variance: "T", dgamma: "T", dbeta: "T"},
  writes: {dx: "T"},
  uniforms: {c: "i32", n: "i32", epsilon: "f32"},
  main: `
  let c = index % u.c;
  let scale = 1.0 / sqrt(variance[c] + u.epsilon);
  let normal = (x[index] - mean[c]) * scale;
  dx[index] = gamma[c] * scale * (dy[index] - (dbeta[c] + normal * dgamma[c]) / f32(u.n));`
}));

type Inputs = Record<"dy" | "x" | "gamma" | "mean" | "variance", TensorInfo>;

export const batchNormGradientKernel = webgpuKernel<Inputs, NormAttributes>(
  BatchNormGradient,
  (backend, inputs, {epsilon}) => {
    const {dy, x, gamma, mean, variance} = inputs;
    const channels = gamma.shape[0]!;
    const size = util.sizeFromShape(x.shape);
    const n = size / channels;
    const lanes = lanesOf(channels);
    const c = channels / lanes;
    const {rows, count} = chunksOf(n);
    const {part} = dispatch(backend, chunkSums[lanes], {
      reads: {dy, x, mean, variance},
      writes: {part: [count, 2, channels]},
      uniforms: {c, n, rows, epsilon},
      threads: count * c
    });
    const {dgamma, dbeta} = mergeGradients(backend, part, count, channels);
    const {dx} = dispatch(backend, slope[lanes], {
      reads: {dy, x, gamma, mean, variance, dgamma, dbeta},
      writes: {dx: x.shape},
      uniforms: {c, n, epsilon},
      threads: size / lanes
    });
    return [dx, dgamma, dbeta];
  }
);
