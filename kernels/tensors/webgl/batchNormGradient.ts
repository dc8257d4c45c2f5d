import type {TensorInfo} from "@tensorflow/tfjs-core";
import {util} from "@tensorflow/tfjs-core";
import {BatchNormGradient, type NormAttributes} from "../kernels/batchNorm.ts";
import {chunksOf} from "./chunks.ts";
import {webglKernel} from "./kernel.ts";
import {mergeGradients} from "./mergeGradients.ts";
import {runTexels, type TexelProgram} from "./texelProgram.ts";
import {forTexelRows, rowWalk, texelRows, texelRowsOf} from "./texelRows.ts";

/*
 *   x̂ = (x − mean)/√(variance + ε)   dβ = Σdy   dγ = Σ dy·x̂   dx = γ/√(variance + ε) · (dy − dβ/N − x̂·dγ/N)
 */

const chunkSums: TexelProgram<"x" | "dy" | "mean" | "variance", "chunk" | "total" | "epsilon"> = {
  reads: ["x", "dy", "mean", "variance"],
  uniforms: {chunk: "int", total: "int", epsilon: "float"},
  declarations: `${texelRows("x")}${rowWalk("dy")}`,
  main: `
  int t = b * chunk;
  int last = min(t + chunk, total);
  Walk inX = xDown(t, c);
  Walk inDy = dyDown(t, c);
  vec4 m = meanAt(0, 0, c).rgrg;
  vec4 dgamma = vec4(0.0);
  vec4 dbeta = vec4(0.0);
  ${forTexelRows(
    "x",
    (real) => `
    vec4 g = ${real("look(dy, inDy)")};
    dbeta += g;
    dgamma += g * ${real("look(x, inX) - m")};
    advance(inX);
    advance(inDy);`
  )}
  return vec4((dgamma.rg + dgamma.ba) / sqrt(varianceAt(0, 0, c).rg + epsilon), dbeta.rg + dbeta.ba);`
};

const slope: TexelProgram<"x" | "dy" | "gamma" | "mean" | "variance" | "dgamma" | "dbeta", "epsilon" | "n"> = {
  reads: ["x", "dy", "gamma", "mean", "variance", "dgamma", "dbeta"],
  uniforms: {epsilon: "float", n: "float"},
  main: `
  vec2 scale = 1.0 / sqrt(varianceAt(0, 0, c).rg + epsilon);
  vec4 normal = (xAt(b, r, c) - meanAt(0, 0, c).rgrg) * scale.xyxy;
  vec4 centred = dyAt(b, r, c) - (dbetaAt(0, 0, c).rgrg + normal * dgammaAt(0, 0, c).rgrg) / n;
  return (gammaAt(0, 0, c).rg * scale).xyxy * centred;`
};

type Inputs = Record<"dy" | "x" | "gamma" | "mean" | "variance", TensorInfo>;

export const batchNormGradientKernel = webglKernel<Inputs, NormAttributes>(
  BatchNormGradient,
  (backend, {dy, x, gamma, mean, variance}, {epsilon}) => {
    const channels = gamma.shape[0]!;
    const n = util.sizeFromShape(x.shape) / channels;
    const total = texelRowsOf(x.shape);
    const {length, count} = chunksOf(total);
    const part = runTexels(backend, chunkSums, {
      reads: {x, dy, mean, variance},
      shape: [count, 2, channels],
      uniforms: {chunk: length, total, epsilon}
    });
    const {dgamma, dbeta} = mergeGradients(backend, part);
    const dx = runTexels(backend, slope, {
      reads: {x, dy, gamma, mean, variance, dgamma, dbeta},
      shape: x.shape,
      uniforms: {epsilon, n}
    });
    return [dx, dgamma, dbeta];
  }
);
