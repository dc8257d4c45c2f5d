import type {TensorInfo} from "@tensorflow/tfjs-core";
import type {MathBackendWebGL} from "@tensorflow/tfjs-backend-webgl";
import {runTexels, stackOf, type TexelProgram} from "./texelProgram.ts";

// Matrix b of chunk p is matrix p·batches + b of the stack.
const program: TexelProgram<"part", "count" | "batches"> = {
  reads: ["part"],
  uniforms: {count: "int", batches: "int"},
  main: `
  int across = (partSize.y + 1) >> 1;
  Walk w = partWalk(partNumber(b, r, c), batches * ((partSize.x + 1) >> 1) * across);
  vec4 s = vec4(0.0);
  for (int p = 0; p < count; p++) {
    s += look(part, w);
    advance(w);
  }
  return s;`
};

/** Sums `part` [chunk, ..shape] over its chunks into a new tensor of `shape`, and disposes of it. */
export function sumChunks(backend: MathBackendWebGL, part: TensorInfo, shape: readonly number[]): TensorInfo {
  const [batches] = stackOf(shape);
  const count = part.shape[0]!;
  const sum =
    count === 1
      ? {...part, shape: [...shape]}
      : runTexels(backend, program, {reads: {part}, shape, uniforms: {count, batches}});
  if (count > 1) backend.disposeIntermediateTensorInfo(part);
  return sum;
}
