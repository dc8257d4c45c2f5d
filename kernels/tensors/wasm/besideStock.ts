import type {BackendWasm} from "@tensorflow/tfjs-backend-wasm";
import {getKernel, type KernelConfig, type KernelFunc, type TensorInfo} from "@tensorflow/tfjs-core";

type Call = Parameters<KernelFunc>[0];

/** tfjs' own kernels, which are registered under the names of ours until ours take their places. */
const stock = new Map<string, KernelFunc>();

/** A kernel of tfjs that ours takes the place of where `ours` gives a result; where it gives none, tfjs' runs. */
export function besideStock(
  kernelName: string,
  ours: (backend: BackendWasm, call: Call) => TensorInfo | TensorInfo[] | undefined
): KernelConfig {
  const original = stock.get(kernelName) ?? getKernel(kernelName, "wasm").kernelFunc;
  stock.set(kernelName, original);
  return {
    kernelName,
    backendName: "wasm",
    kernelFunc: (call) => ours(call.backend as BackendWasm, call) ?? original(call)
  };
}
