import type {KernelConfig, TensorInfo} from "@tensorflow/tfjs-core";
import type {MathBackendWebGL} from "@tensorflow/tfjs-backend-webgl";

/** What a kernel computes from its inputs and attributes, in the terms of kernels/tensors/kernels. */
export type Compute<Inputs, Attributes> = (
  backend: MathBackendWebGL,
  inputs: Inputs,
  attributes: Attributes
) => TensorInfo | TensorInfo[];

/**
 * A kernel for the webgl backend. tfjs types the inputs and attributes of all kernels alike, so here is the one place where
 * they become those of the kernel's definition.
 */
export function webglKernel<Inputs, Attributes = unknown>(
  kernelName: string,
  compute: Compute<Inputs, Attributes>
): KernelConfig {
  return {
    kernelName,
    backendName: "webgl",
    kernelFunc: ({inputs, attrs, backend}) =>
      compute(backend as MathBackendWebGL, inputs as unknown as Inputs, attrs as unknown as Attributes)
  };
}
