import {broadcast_util, util, type NamedAttrMap} from "@tensorflow/tfjs-core";
import {cpuKernel, type Array32} from "./kernel.ts";
import {gemm, matrix} from "./gemm.ts";

type Attributes = NamedAttrMap & {transposeA: boolean; transposeB: boolean};

/** tfjs' own BatchMatMul, {a [.., m, k], b [.., k, n]} → [.., m, n] with broadcast batches, by blocks. */
export const batchMatMulKernel = cpuKernel<{a: Array32; b: Array32}, Attributes>(
  "BatchMatMul",
  ({a, b}, {transposeA, transposeB}) => {
    const [rowsA, columnsA] = a.shape.slice(-2) as [number, number];
    const [rowsB, columnsB] = b.shape.slice(-2) as [number, number];
    const [m, k] = transposeA ? [columnsA, rowsA] : [rowsA, columnsA];
    const n = transposeB ? rowsB : columnsB;
    const batch = broadcast_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
    const [batchA, batchB] = [a, b].map(({shape}) => util.sizeFromShape(shape.slice(0, -2)));
    const count = util.sizeFromShape(batch);
    const y = new Float32Array(count * m * n);
    for (let i = 0; i < count; ++i)
      gemm(
        m,
        n,
        k,
        matrix(a.values, columnsA, transposeA, (i % batchA!) * m * k),
        matrix(b.values, columnsB, transposeB, (i % batchB!) * k * n),
        y,
        i * m * n
      );
    return {shape: [...batch, m, n], values: y};
  }
);
