import type {TensorInfo} from "@tensorflow/tfjs-core";
import {broadcast_util, util} from "@tensorflow/tfjs-core";
import {callsOf} from "../kernels/calls.ts";
import {webglKernel} from "./kernel.ts";
import {matMul} from "./matMul.ts";

type Attributes = {transposeA: boolean; transposeB: boolean};

/** tfjs' own BatchMatMul, {a [.., m, k], b [.., k, n]} → [.., m, n]. */
export const batchMatMulKernel = webglKernel<{a: TensorInfo; b: TensorInfo}, Attributes>(
  "BatchMatMul",
  (backend, {a, b}, {transposeA, transposeB}) => {
    const [batchA, batchB] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
    const batch = broadcast_util.assertAndGetBroadcastShape(batchA, batchB);
    const shape = [...batch, a.shape.at(transposeA ? -1 : -2)!, b.shape.at(transposeB ? -2 : -1)!];
    const calls = callsOf("webgl", backend);
    // A batch that broadcasts along some of several axes is written out.
    const [left, right] = [a, b].map((x): TensorInfo => {
      const own = x.shape.slice(0, -2);
      const size = util.sizeFromShape(own);
      if (size === 1 || size === util.sizeFromShape(batch)) return x;
      const full = [...Array<number>(batch.length - own.length).fill(1), ...own];
      const aligned = calls.reshape(x, [...full, ...x.shape.slice(-2)]);
      const reps = [...batch.map((size, axis) => size / full[axis]!), 1, 1];
      const tiled = calls.one("Tile", {x: aligned}, {reps});
      calls.dispose(aligned);
      return tiled;
    }) as [TensorInfo, TensorInfo];
    const y = matMul(
      backend,
      left,
      right,
      undefined,
      {
        transposeA,
        transposeB,
        batchA: util.sizeFromShape(left.shape.slice(0, -2)) > 1,
        batchB: util.sizeFromShape(right.shape.slice(0, -2)) > 1
      },
      shape
    );
    for (const [made, given] of [
      [left, a],
      [right, b]
    ] as const)
      if (made !== given) calls.dispose(made);
    return y;
  }
);
