import {engine, type NamedAttrMap, type NamedTensorMap, type Tensor} from "@tensorflow/tfjs-core";

/**
 * Runs one of our kernels on the current backend, on the tape. The files of this folder are the only callers: each gives
 * its kernel a typed function.
 */
export function run<T extends Tensor | Tensor[]>(
  kernelName: string,
  inputs: NamedTensorMap,
  attributes?: NamedAttrMap
): T {
  return engine().runKernel<Tensor | Tensor[]>(kernelName, inputs, attributes) as T;
}
