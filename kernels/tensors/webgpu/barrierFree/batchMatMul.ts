import type {KernelConfig, TensorInfo} from "@tensorflow/tfjs-core";
import {broadcast_util, util} from "@tensorflow/tfjs-core";
import type {WebGPUBackend} from "@tensorflow/tfjs-backend-webgpu";
import {insteadOfStock} from "../stock.ts";
import {matMul} from "./matMul.ts";

type Attributes = {transposeA: boolean; transposeB: boolean};

/** {a [.., m, k], b [.., k, n]} → [.., m, n]. Batches that broadcast in more than one way stay with tfjs. */
export function batchMatMulKernel(): KernelConfig {
  return insteadOfStock("BatchMatMul", ({inputs, attrs, backend}) => {
    const {a, b} = inputs as {a: TensorInfo; b: TensorInfo};
    const {transposeA, transposeB} = attrs as unknown as Attributes;
    const [rowsA, columnsA] = a.shape.slice(-2) as [number, number];
    const [rowsB, columnsB] = b.shape.slice(-2) as [number, number];
    const [m, k] = transposeA ? [columnsA, rowsA] : [rowsA, columnsA];
    const n = transposeB ? rowsB : columnsB;
    const outer = broadcast_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
    const batch = [util.sizeFromShape(a.shape.slice(0, -2)), util.sizeFromShape(b.shape.slice(0, -2))] as const;
    const count = util.sizeFromShape(outer);
    if (a.dtype !== "float32" || b.dtype !== "float32" || batch.some((size) => size !== 1 && size !== count))
      return undefined;
    const shape = [...outer, m, n];
    return matMul(backend as WebGPUBackend, a, b, undefined, {batch, m, n, k, transposeA, transposeB}, shape);
  });
}
