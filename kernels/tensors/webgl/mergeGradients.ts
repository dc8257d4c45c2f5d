import type {TensorInfo} from "@tensorflow/tfjs-core";
import type {MathBackendWebGL} from "@tensorflow/tfjs-backend-webgl";
import {runTexels, type TexelProgram} from "./texelProgram.ts";

// The second half of the sums over rows that both normalisations' gradients need.
const program: TexelProgram<"part", "row" | "count"> = {
  reads: ["part"],
  uniforms: {row: "int", count: "int"},
  main: `
  vec4 s = vec4(0.0);
  for (int p = 0; p < count; p++) s += partAt(p, 0, c);
  return row == 0 ? vec4(s.rg, vec2(0.0)) : vec4(s.ba, vec2(0.0));`
};

/** Sums `part` [count, 2, channels] over its chunks into dγ (row 0) and dβ (row 1), and disposes of it. */
export function mergeGradients(backend: MathBackendWebGL, part: TensorInfo): {dgamma: TensorInfo; dbeta: TensorInfo} {
  const [count, , channels] = part.shape as [number, number, number];
  const [dgamma, dbeta] = [0, 1].map((row) =>
    runTexels(backend, program, {reads: {part}, shape: [channels], uniforms: {row, count}})
  ) as [TensorInfo, TensorInfo];
  backend.disposeIntermediateTensorInfo(part);
  return {dgamma, dbeta};
}
