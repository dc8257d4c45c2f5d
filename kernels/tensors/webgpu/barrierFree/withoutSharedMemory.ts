import type {KernelConfig, TensorInfo} from "@tensorflow/tfjs-core";
import {insteadOfStock, stockKernel} from "../stock.ts";

/*
 * Two stock programs use workgroup memory only for inputs of a certain rank. A leading axis of one steers round them.
 */

const withAxis = (x: TensorInfo): TensorInfo => ({dataId: x.dataId, dtype: x.dtype, shape: [1, ...x.shape]});

/** Elementwise operations where one side is a vector that broadcasts over the other's last axis. */
function broadcastKernel(kernelName: string): KernelConfig {
  const stock = stockKernel(kernelName);
  return insteadOfStock(kernelName, (call) => {
    const {a, b} = call.inputs as {a: TensorInfo; b: TensorInfo};
    const [rankA, rankB] = [a.shape.length, b.shape.length];
    if (Math.min(rankA, rankB) !== 1 || Math.max(rankA, rankB) < 2) return undefined;
    const inputs = {a: rankA === 1 ? withAxis(a) : a, b: rankB === 1 ? withAxis(b) : b};
    return stock({...call, inputs});
  });
}

/** The transpose of a matrix. */
function transposeKernel(): KernelConfig {
  const stock = stockKernel("Transpose");
  return insteadOfStock("Transpose", (call) => {
    const x = call.inputs.x as TensorInfo;
    const {perm} = call.attrs as unknown as {perm: number[]};
    if (x.shape.length !== 2 || perm[0] !== 1) return undefined;
    const y = stock({...call, inputs: {x: withAxis(x)}, attrs: {perm: [0, 2, 1]}}) as TensorInfo;
    y.shape = [x.shape[1]!, x.shape[0]!];
    return y;
  });
}

export function kernelsWithoutSharedMemory(): KernelConfig[] {
  return [...["Add", "Sub", "Multiply", "RealDiv"].map(broadcastKernel), transposeKernel()];
}
