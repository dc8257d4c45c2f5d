import type {TensorInfo} from "@tensorflow/tfjs-core";
import {LinearGradientWeight} from "../kernels/linear.ts";
import {chunksOf} from "./chunks.ts";
import {webglKernel} from "./kernel.ts";
import {runTexels, type TexelProgram} from "./texelProgram.ts";
import {texelRows, texelRowsOf} from "./texelRows.ts";

/*
 * dW[k, m] = Σ over positions p of x[p, k] · dy[p, m], 2×2 elements a fragment, two positions a step. The positions are
 * split into chunks, whose sums [chunk, k, m] are added afterwards: a weight has few elements.
 */
const chunkSums: TexelProgram<"x" | "dy", "chunk" | "total"> = {
  reads: ["x", "dy"],
  uniforms: {chunk: "int", total: "int"},
  declarations: `${texelRows("x")}
vec4 dyRow(int t, int c) { return dyTexel(t * ((dySize.y + 1) >> 1) + (c >> 1)); }`,
  main: `
  int last = min((b + 1) * chunk, total);
  vec4 s = vec4(0.0);
  for (int t = b * chunk; t < last; t++) {
    vec2 mask = rowMask(t);
    vec4 a = masked(xRow(t, r), mask);
    vec4 g = masked(dyRow(t, c), mask);
    s += a.rrgg * g.rgrg + a.bbaa * g.baba;
  }
  return s;`
};

const merge: TexelProgram<"part", "count"> = {
  reads: ["part"],
  uniforms: {count: "int"},
  main: `
  vec4 s = vec4(0.0);
  for (int p = 0; p < count; p++) s += partAt(p, r, c);
  return s;`
};

export const linearGradientWeightKernel = webglKernel<{x: TensorInfo; dy: TensorInfo}>(
  LinearGradientWeight,
  (backend, {x, dy}) => {
    const shape = [x.shape.at(-1)!, dy.shape.at(-1)!];
    const total = texelRowsOf(x.shape);
    const {length, count} = chunksOf(total);
    const part = runTexels(backend, chunkSums, {
      reads: {x, dy},
      shape: [count, ...shape],
      uniforms: {chunk: length, total}
    });
    const sum = runTexels(backend, merge, {reads: {part}, shape, uniforms: {count}});
    backend.disposeIntermediateTensorInfo(part);
    return sum;
  }
);
