import type {TensorInfo} from "@tensorflow/tfjs-core";
import {LinearGradientWeight} from "../kernels/linear.ts";
import {chunksFor} from "./chunks.ts";
import {webglKernel} from "./kernel.ts";
import {sumChunks} from "./sumChunks.ts";
import {runTexels, type TexelProgram} from "./texelProgram.ts";
import {forTexelRows, rowWalk, texelRows, texelRowsOf} from "./texelRows.ts";

/*
 * dW[k, m] = Σ over positions p of x[p, k] · dy[p, m], 2×2 elements a fragment, two positions a step. The positions are
 * split into chunks, whose sums [chunk, k, m] are added afterwards: a weight has few elements.
 */
const chunkSums: TexelProgram<"x" | "dy", "chunk" | "total"> = {
  reads: ["x", "dy"],
  uniforms: {chunk: "int", total: "int"},
  declarations: `${texelRows("x")}${rowWalk("dy")}`,
  main: `
  int t = b * chunk;
  int last = min(t + chunk, total);
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

export const linearGradientWeightKernel = webglKernel<{x: TensorInfo; dy: TensorInfo}>(
  LinearGradientWeight,
  (backend, {x, dy}) => {
    const shape = [x.shape.at(-1)!, dy.shape.at(-1)!];
    const total = texelRowsOf(x.shape);
    const {length, count} = chunksFor(total, Math.ceil(shape[0]! / 2) * Math.ceil(shape[1]! / 2));
    const part = runTexels(backend, chunkSums, {
      reads: {x, dy},
      shape: [count, ...shape],
      uniforms: {chunk: length, total}
    });
    return sumChunks(backend, part, shape);
  }
);
