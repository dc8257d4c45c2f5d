import type {TensorInfo} from "@tensorflow/tfjs-core";
import type {NormAttributes} from "../kernels/batchNorm.ts";
import {LayerNormGradient} from "../kernels/layerNorm.ts";
import {chunksOf} from "./chunks.ts";
import {webglKernel} from "./kernel.ts";
import {mergeGradients} from "./mergeGradients.ts";
import {realColumns, rowMoments} from "./rowMoments.ts";
import {runTexels, type TexelProgram} from "./texelProgram.ts";
import {forTexelRows, rowWalk, texelRows, texelRowsOf} from "./texelRows.ts";

/*
 *   g = dy·γ   dx = (g − Σg/c − x̂·Σ(g·x̂)/c)/√(variance + ε)   dγ = Σ over rows of dy·x̂   dβ = Σ over rows of dy
 */

/** Of every row, Σg/c and Σ(g·x̂)/c. */
const rowSums: TexelProgram<"x" | "dy" | "gamma" | "moments", never> = {
  reads: ["x", "dy", "gamma", "moments"],
  uniforms: {},
  declarations: realColumns,
  main: `
  int columns = xSize.y;
  vec4 m = momentsAt(b, r, 0);
  vec4 s = vec4(0.0);
  vec4 q = vec4(0.0);
  for (int k = 0; k < columns; k += 2) {
    vec4 g = real(dyAt(b, r, k) * gammaAt(0, 0, k).rgrg, k, columns);
    s += g;
    q += g * real(xAt(b, r, k) - m.rrbb, k, columns);
  }
  vec2 sums = s.rb + s.ga;
  vec2 products = (q.rb + q.ga) * m.ga;
  return vec4(sums.x, products.x, sums.y, products.y) / float(columns);`
};

const slope: TexelProgram<"x" | "dy" | "gamma" | "moments" | "sums", never> = {
  reads: ["x", "dy", "gamma", "moments", "sums"],
  uniforms: {},
  main: `
  vec4 m = momentsAt(b, r, 0);
  vec4 s = sumsAt(b, r, 0);
  vec4 normal = (xAt(b, r, c) - m.rrbb) * m.ggaa;
  return (dyAt(b, r, c) * gammaAt(0, 0, c).rgrg - s.rrbb - normal * s.ggaa) * m.ggaa;`
};

const chunkSums: TexelProgram<"x" | "dy" | "moments", "chunk" | "total"> = {
  reads: ["x", "dy", "moments"],
  uniforms: {chunk: "int", total: "int"},
  declarations: `${texelRows("x")}${rowWalk("dy")}${rowWalk("moments")}`,
  main: `
  int t = b * chunk;
  int last = min(t + chunk, total);
  Walk inX = xDown(t, c);
  Walk inDy = dyDown(t, c);
  Walk inMoments = momentsDown(t, 0);
  vec4 dgamma = vec4(0.0);
  vec4 dbeta = vec4(0.0);
  ${forTexelRows(
    "x",
    (real) => `
    vec4 m = look(moments, inMoments);
    vec4 g = ${real("look(dy, inDy)")};
    dbeta += g;
    dgamma += g * ${real("(look(x, inX) - m.rrbb) * m.ggaa")};
    advance(inX);
    advance(inDy);
    advance(inMoments);`
  )}
  return vec4(dgamma.rg + dgamma.ba, dbeta.rg + dbeta.ba);`
};

type Inputs = {dy: TensorInfo; x: TensorInfo; gamma: TensorInfo};

export const layerNormGradientKernel = webglKernel<Inputs, NormAttributes>(
  LayerNormGradient,
  (backend, {dy, x, gamma}, {epsilon}) => {
    const moments = rowMoments(backend, x, epsilon);
    const sums = runTexels(backend, rowSums, {
      reads: {x, dy, gamma, moments},
      shape: moments.shape,
      uniforms: {}
    });
    const dx = runTexels(backend, slope, {reads: {x, dy, gamma, moments, sums}, shape: x.shape, uniforms: {}});
    const total = texelRowsOf(x.shape);
    const {length, count} = chunksOf(total);
    const part = runTexels(backend, chunkSums, {
      reads: {x, dy, moments},
      shape: [count, 2, gamma.shape[0]!],
      uniforms: {chunk: length, total}
    });
    for (const intermediate of [moments, sums]) backend.disposeIntermediateTensorInfo(intermediate);
    const {dgamma, dbeta} = mergeGradients(backend, part);
    return [dx, dgamma, dbeta];
  }
);
