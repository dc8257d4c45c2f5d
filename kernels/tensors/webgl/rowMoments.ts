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
  int first = xNumber(b, r, 0);
  vec4 s = vec4(0.0);
  for (int k = 0; k < columns; k += 2) s += real(xTexel(first + (k >> 1)), k, columns);
  vec2 mean = (s.rb + s.ga) / float(columns);
  vec4 q = vec4(0.0);
  for (int k = 0; k < columns; k += 2) {
    vec4 d = real(xTexel(first + (k >> 1)) - mean.xxyy, k, columns);
    q += d * d;
  }
  vec2 scale = 1.0 / sqrt((q.rb + q.ga) / float(columns) + epsilon);
  return vec4(mean.x, scale.x, mean.y, scale.y);`
};

/** Mean and 1/√(variance + ε) of every row of `x` [.., r, c], as [.., r, 2]. */
export function rowMoments(backend: MathBackendWebGL, x: TensorInfo, epsilon: number): TensorInfo {
  return runTexels(backend, program, {reads: {x}, shape: [...x.shape.slice(0, -1), 2], uniforms: {epsilon}});
}
