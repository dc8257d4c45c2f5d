import type {KernelConfig, TensorInfo} from "@tensorflow/tfjs-core";
import type {WebGPUBackend} from "@tensorflow/tfjs-backend-webgpu";

/** What a kernel computes from its inputs and attributes, in the terms of kernels/tensors/kernels. */
export type Compute<Inputs, Attributes> = (
  backend: WebGPUBackend,
  inputs: Inputs,
  attributes: Attributes
) => TensorInfo | TensorInfo[];

/**
 * A kernel for the webgpu backend. tfjs types the inputs and attributes of all kernels alike, so here is the one place
 * where they become those of the kernel's definition.
 */
export function webgpuKernel<Inputs, Attributes = unknown>(
  kernelName: string,
  compute: Compute<Inputs, Attributes>
): KernelConfig {
  return {
    kernelName,
    backendName: "webgpu",
    kernelFunc: ({inputs, attrs, backend}) =>
      compute(backend as WebGPUBackend, inputs as unknown as Inputs, attrs as unknown as Attributes)
  };
}
