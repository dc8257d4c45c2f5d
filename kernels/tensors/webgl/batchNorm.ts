import type {TensorInfo} from "@tensorflow/tfjs-core";
import {util} from "@tensorflow/tfjs-core";
import {BatchNorm, type NormAttributes} from "../kernels/batchNorm.ts";
import {chunksOf} from "./chunks.ts";
import {webglKernel} from "./kernel.ts";
import {normalise} from "./normalise.ts";
import {runTexels, type TexelProgram} from "./texelProgram.ts";
import {forTexelRows, texelRows, texelRowsOf} from "./texelRows.ts";

/*
 * The N rows are read once, in chunks. A chunk of k rows, shifted by its first row so that nothing cancels, gives
 *
 *   mean_p = x₀ + Σ(x − x₀)/k        spread_p = Σ(x − x₀)² − (Σ(x − x₀))²/k
 *
 * and the chunks are merged as Chan, Golub and LeVeque (1979) merge samples:
 *
 *   mean = Σ k_p·mean_p / N          variance = (Σ spread_p + Σ k_p·(mean_p − mean)²) / N
 *
 * Matrix p of the chunks' stack [chunk, 3, c] has the rows mean, spread and k.
 */

const chunkMoments: TexelProgram<"x", "chunk" | "total"> = {
  reads: ["x"],
  uniforms: {chunk: "int", total: "int"},
  declarations: texelRows("x"),
  main: `
  int t = b * chunk;
  int last = min(t + chunk, total);
  Walk inX = xDown(t, c);
  vec2 shift = look(x, inX).rg;
  vec4 s = vec4(0.0);
  vec4 q = vec4(0.0);
  float k = 0.0;
  ${forTexelRows(
    "x",
    (real, rows) => `
    vec4 d = ${real("look(x, inX) - shift.xyxy")};
    s += d;
    q += d * d;
    k += ${rows};
    advance(inX);`
  )}
  if (r == 2) return vec4(k);
  vec2 sum = s.rg + s.ba;
  return vec4(shift + sum / k, max(q.rg + q.ba - sum * sum / k, vec2(0.0)));`
};

const mergedMean: TexelProgram<"part", "count" | "n"> = {
  reads: ["part"],
  uniforms: {count: "int", n: "float"},
  main: `
  // sums of differences from the first chunk's mean, for the same reason as there
  vec2 shift = partAt(0, 0, c).rg;
  vec2 s = vec2(0.0);
  for (int p = 1; p < count; p++) s += partAt(p, 2, c).rg * (partAt(p, 0, c).rg - shift);
  return vec4(shift + s / n, vec2(0.0));`
};

const mergedVariance: TexelProgram<"part" | "mean", "count" | "n"> = {
  reads: ["part", "mean"],
  uniforms: {count: "int", n: "float"},
  main: `
  vec2 m = meanAt(0, 0, c).rg;
  vec2 q = vec2(0.0);
  for (int p = 0; p < count; p++) {
    vec4 v = partAt(p, 0, c);
    vec2 d = v.rg - m;
    q += v.ba + partAt(p, 2, c).rg * d * d;
  }
  return vec4(q / n, vec2(0.0));`
};

type Inputs = {x: TensorInfo; gamma: TensorInfo; beta: TensorInfo};

export const batchNormKernel = webglKernel<Inputs, NormAttributes>(BatchNorm, (backend, {x, gamma, beta}, norm) => {
  const channels = gamma.shape[0]!;
  const n = util.sizeFromShape(x.shape) / channels;
  const total = texelRowsOf(x.shape);
  const {length, count} = chunksOf(total);
  const part = runTexels(backend, chunkMoments, {
    reads: {x},
    shape: [count, 3, channels],
    uniforms: {chunk: length, total}
  });
  const mean = runTexels(backend, mergedMean, {reads: {part}, shape: [channels], uniforms: {count, n}});
  const variance = runTexels(backend, mergedVariance, {
    reads: {part, mean},
    shape: [channels],
    uniforms: {count, n}
  });
  backend.disposeIntermediateTensorInfo(part);
  return [normalise(backend, {x, gamma, beta, mean, variance}, norm), mean, variance];
});
