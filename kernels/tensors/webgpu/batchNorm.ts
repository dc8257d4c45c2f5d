import type {TensorInfo} from "@tensorflow/tfjs-core";
import {util} from "@tensorflow/tfjs-core";
import {BatchNorm, type NormAttributes} from "../kernels/batchNorm.ts";
import {chunksOf} from "./chunks.ts";
import {dispatch, type Program} from "./dispatch.ts";
import {webgpuKernel} from "./kernel.ts";
import {elementOf, forLanes, lanesOf, type Lanes} from "./lanes.ts";
import {normalise} from "./normalise.ts";

/*
 * The N rows are read once, in chunks. A chunk of k rows, shifted by its first row so that nothing cancels, gives
 *
 *   mean_p = x₀ + Σ(x − x₀)/k        spread_p = Σ(x − x₀)² − (Σ(x − x₀))²/k
 *
 * and the chunks are merged as Chan, Golub and LeVeque (1979) merge samples:
 *
 *   mean = Σ k_p·mean_p / N          variance = (Σ spread_p + Σ k_p·(mean_p − mean)²) / N
 */

const chunkMoments = forLanes((lanes: Lanes): Program<"x", "part", "c" | "n" | "rows"> => ({
  name: `batch norm chunk ${lanes}`,
  element: elementOf(lanes),
  reads: {x: "T"},
  writes: {part: "T"}, // [chunk, 2, c]: mean, spread
  uniforms: {c: "i32", n: "i32", rows: "i32"},
  main: `
  let c = index % u.c;
  let p = index / u.c;
  let first = p * u.rows;
  let last = min(first + u.rows, u.n);
  let shift = x[first * u.c + c];
  var s = T(0.0);
  var q = T(0.0);
  for (var r = first + 1; r < last; r++) {
    let d = x[r * u.c + c] - shift;
    s += d;
    q += d * d;
  }
  let k = f32(last - first);
  part[2 * p * u.c + c] = shift + s / k;
  part[(2 * p + 1) * u.c + c] = max(q - s * s / k, T(0.0));`
}));

const merge = forLanes((lanes: Lanes): Program<"part", "mean" | "variance", "c" | "n" | "rows" | "count"> => ({
  name: `batch norm merge ${lanes}`,
  element: elementOf(lanes),
  reads: {part: "T"},
  writes: {mean: "T", variance: "T"},
  uniforms: {c: "i32", n: "i32", rows: "i32", count: "i32"},
  declarations: "fn rowsOf(p: i32) -> f32 { return f32(min(u.rows, u.n - p * u.rows)); }",
  main: `
  // sums of differences from the first chunk's mean, for the same reason as there
  let shift = part[index];
  var s = T(0.0);
  for (var p = 1; p < u.count; p++) { s += rowsOf(p) * (part[2 * p * u.c + index] - shift); }
  let m = shift + s / f32(u.n);
  var q = T(0.0);
  for (var p = 0; p < u.count; p++) {
    let d = part[2 * p * u.c + index] - m;
    q += part[(2 * p + 1) * u.c + index] + rowsOf(p) * d * d;
  }
  mean[index] = m;
  variance[index] = q / f32(u.n);`
}));

type Inputs = {x: TensorInfo; gamma: TensorInfo; beta: TensorInfo};

export const batchNormKernel = webgpuKernel<Inputs, NormAttributes>(BatchNorm, (backend, {x, gamma, beta}, norm) => {
  const channels = x.shape.at(-1)!;
  const n = util.sizeFromShape(x.shape) / channels;
  const lanes = lanesOf(channels);
  const c = channels / lanes;
  const {rows, count} = chunksOf(n);
  const {part} = dispatch(backend, chunkMoments[lanes], {
    reads: {x},
    writes: {part: [count, 2, channels]},
    uniforms: {c, n, rows},
    threads: count * c
  });
  const {mean, variance} = dispatch(backend, merge[lanes], {
    reads: {part},
    writes: {mean: [channels], variance: [channels]},
    uniforms: {c, n, rows, count},
    threads: c
  });
  backend.disposeData(part.dataId);
  return [normalise(backend, {x, gamma, beta, mean, variance}, norm), mean, variance];
});
