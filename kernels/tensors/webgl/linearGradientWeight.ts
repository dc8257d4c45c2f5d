import type {TensorInfo} from "@tensorflow/tfjs-core";
import type {MathBackendWebGL} from "@tensorflow/tfjs-backend-webgl";
import {LinearGradientWeight} from "../kernels/linear.ts";
import {chunksFor} from "./chunks.ts";
import {webglKernel} from "./kernel.ts";
import {sumChunks} from "./sumChunks.ts";
import {runTexels, type TexelProgram} from "./texelProgram.ts";
import {forTexelRows, rowWalk, texelRows, texelRowsOf} from "./texelRows.ts";

/*
 * dW[g, k, m] = Σ over positions p of group g of x[p, k] · dy[p, m], 2×2 elements a fragment, two positions a step. The
 * positions are split into chunks, whose sums [chunk, g, k, m] are added afterwards: a weight has few elements.
 */
const chunkSums: TexelProgram<"x" | "dy", "chunk" | "total" | "groups"> = {
  reads: ["x", "dy"],
  uniforms: {chunk: "int", total: "int", groups: "int"},
  declarations: `${texelRows("x")}${rowWalk("dy")}`,
  main: `
  int p = quotient(b, groups);
  int start = (b - p * groups) * total; // of the group
  int t = start + p * chunk;
  int last = min(t + chunk, start + total);
  Walk inX = xDown(t, r);
  Walk inDy = dyDown(t, c);
  vec4 s = vec4(0.0);
  ${forTexelRows(
    "x",
    (real) => `
    vec4 a = ${real("look(x, inX)")};
    vec4 g = ${real("look(dy, inDy)")};
    s += a.rrgg * g.rgrg;
    s += a.bbaa * g.baba;
    advance(inX);
    advance(inDy);`
  )}
  return s;`
};

/** dW [groups, k, m] of x [.., k] and dy [.., m], whose first axis is that of the groups if there are several. */
export function weightGradient(backend: MathBackendWebGL, x: TensorInfo, dy: TensorInfo, groups: number): TensorInfo {
  const shape = [groups, x.shape.at(-1)!, dy.shape.at(-1)!];
  const total = texelRowsOf(x.shape) / groups;
  const {length, count} = chunksFor(total, groups * Math.ceil(shape[1]! / 2) * Math.ceil(shape[2]! / 2));
  const part = runTexels(backend, chunkSums, {
    reads: {x, dy},
    shape: [count, ...shape],
    uniforms: {chunk: length, total, groups}
  });
  return sumChunks(backend, part, shape);
}

export const linearGradientWeightKernel = webglKernel<{x: TensorInfo; dy: TensorInfo}>(
  LinearGradientWeight,
  (backend, {x, dy}) => {
    const gradient = weightGradient(backend, x, dy, 1);
    return {...gradient, shape: gradient.shape.slice(1)};
  }
);
