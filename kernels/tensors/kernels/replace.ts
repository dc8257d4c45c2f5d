import {getKernel, registerKernel, unregisterKernel, type KernelConfig} from "@tensorflow/tfjs-core";

/** Registers kernels; one of the same name on the same backend, tfjs' own or ours, gives way without a warning. */
export function replaceKernels(kernels: readonly KernelConfig[]): void {
  for (const kernel of kernels) {
    if (getKernel(kernel.kernelName, kernel.backendName)) unregisterKernel(kernel.kernelName, kernel.backendName);
    registerKernel(kernel);
  }
}
