import type {TensorInfo} from "@tensorflow/tfjs-core";
import type {MathBackendWebGL} from "@tensorflow/tfjs-backend-webgl";
import {runTexels, type TexelProgram} from "./texelProgram.ts";

/** GLSL `real(v, c, columns)`: a texel without the lanes of the column after an odd last one. */
export const realColumns = `
vec4 real(vec4 v, int c, int columns) { return c + 1 < columns ? v : vec4(v.r, 0.0, v.b, 0.0); }`;

const program: TexelProgram<"x", "epsilon"> = {
  reads: ["x"],
  uniforms: {epsilon: "float"},
  declarations: realColumns,
  main: `
  int columns = xSize.y;
  Walk start = xAlong(b, r);
  vec4 s = vec4(0.0);
  Walk w = start;
  for (int k = 0; k < columns; k += 2) {
    s += real(look(x, w), k, columns);
    advance(w);
  }
  vec2 mean = (s.rb + s.ga) / float(columns);
  vec4 q = vec4(0.0);
  w = start;
  for (int k = 0; k < columns; k += 2) {
    vec4 d = real(look(x, w) - mean.xxyy, k, columns);
    q += d * d;
    advance(w);
  }
  vec2 scale = 1.0 / sqrt((q.rb + q.ga) / float(columns) + epsilon);
  return vec4(mean.x, scale.x, mean.y, scale.y);`
};

/** Mean and 1/√(variance + ε) of every row of `x` [.., r, c], as [.., r, 2]. */
export function rowMoments(backend: MathBackendWebGL, x: TensorInfo, epsilon: number): TensorInfo {
  return runTexels(backend, program, {reads: {x}, shape: [...x.shape.slice(0, -1), 2], uniforms: {epsilon}});
}
