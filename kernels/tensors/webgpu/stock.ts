import {getKernel, type KernelConfig, type KernelFunc} from "@tensorflow/tfjs-core";

const stock = new Map<string, KernelFunc>();

/** tfjs' own webgpu kernel of that name, also after ours has taken its place. */
export function stockKernel(kernelName: string): KernelFunc {
  const known = stock.get(kernelName);
  if (known) return known;
  const kernel = getKernel(kernelName, "webgpu");
  if (!kernel) throw new Error(`missing kernel: ${kernelName} on webgpu`);
  stock.set(kernelName, kernel.kernelFunc);
  return kernel.kernelFunc;
}

/** A kernel that stands in for the stock one, and falls back to it where `replacement` returns undefined. */
export function insteadOfStock(
  kernelName: string,
  replacement: (call: Parameters<KernelFunc>[0]) => ReturnType<KernelFunc> | undefined
): KernelConfig {
  const original = stockKernel(kernelName);
  return {kernelName, backendName: "webgpu", kernelFunc: (call) => replacement(call) ?? original(call)};
}

/** tfjs' own kernels that ours have taken the place of so far. */
export function replacedStockKernels(): KernelConfig[] {
  return [...stock].map(([kernelName, kernelFunc]) => ({kernelName, backendName: "webgpu", kernelFunc}));
}
