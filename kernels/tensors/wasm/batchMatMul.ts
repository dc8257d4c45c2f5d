import {broadcast_util, util, type NamedAttrMap} from "@tensorflow/tfjs-core";
import {wasmKernel, type Cell} from "./kernel.ts";

type Attributes = NamedAttrMap & {transposeA: boolean; transposeB: boolean};

/**
 * tfjs' own BatchMatMul, {a [.., m, k], b [.., k, n]} → [.., m, n] with broadcast batches. tfjs' is scalar unless the batch
 * is one and nothing is transposed.
 */
export const batchMatMulKernel = wasmKernel<{a: Cell; b: Cell}, Attributes>(
  "BatchMatMul",
  (simd, {a, b}, heap, {transposeA, transposeB}) => {
    const [rowsA, columnsA] = a.shape.slice(-2) as [number, number];
    const [rowsB, columnsB] = b.shape.slice(-2) as [number, number];
    const [m, k] = transposeA ? [columnsA, rowsA] : [rowsA, columnsA];
    const n = transposeB ? rowsB : columnsB;
    const [row, column] = transposeB ? [4, 4 * columnsB] : [4 * columnsB, 4];
    const batch = broadcast_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
    const y = heap.output([...batch, m, n]);
    const scratch = heap.scratch(transposeA ? simd.transposedScratch(m, n) : simd.productScratch(k, n));
    for (let i = 0; i < util.sizeFromShape(batch); ++i) {
      const left = a.pointer + 4 * ((i * m * k) % a.size);
      const right = b.pointer + 4 * ((i * k * n) % b.size);
      const to = y.pointer + 4 * i * m * n;
      if (transposeA) simd.transposedProduct(left, k, m, right, row, column, n, to, scratch);
      else simd.product(left, m, k, right, row, column, n, 0, to, scratch);
    }
    return y;
  }
);
