import type {TensorInfo} from "@tensorflow/tfjs-core";
import type {MathBackendWebGL} from "@tensorflow/tfjs-backend-webgl";
import {chunksOf} from "./chunks.ts";
import {runTexels, type TexelProgram} from "./texelProgram.ts";
import {forTexelRows, texelRows, texelRowsOf} from "./texelRows.ts";

// Row p of the output is the sum of the rows in chunk p.
const chunkSums: TexelProgram<"x", "chunk" | "total"> = {
  reads: ["x"],
  uniforms: {chunk: "int", total: "int"},
  declarations: `${texelRows("x")}
vec2 chunkSum(int p, int c) {
  vec4 s = vec4(0.0);
  int t = p * chunk;
  int last = min(t + chunk, total);
  Walk inX = xDown(t, c);
  ${forTexelRows(
    "x",
    (real) => `
    s += ${real("look(x, inX)")};
    advance(inX);`
  )}
  return s.rg + s.ba;
}`,
  main: "return vec4(chunkSum(r, c), chunkSum(r + 1, c));"
};

/** The sums of `x` [.., c] over all axes but the last, as a new tensor of `shape`, which has c elements. */
export function columnSum(backend: MathBackendWebGL, x: TensorInfo, shape: readonly number[]): TensorInfo {
  const total = texelRowsOf(x.shape);
  if (total <= 64) return runTexels(backend, chunkSums, {reads: {x}, shape, uniforms: {chunk: total, total}});
  const {length, count} = chunksOf(total);
  const part = runTexels(backend, chunkSums, {
    reads: {x},
    shape: [count, x.shape.at(-1)!],
    uniforms: {chunk: length, total}
  });
  const sum = columnSum(backend, part, shape);
  backend.disposeIntermediateTensorInfo(part);
  return sum;
}
