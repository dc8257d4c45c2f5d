import {
  getKernel,
  type KernelBackend,
  type NamedAttrMap,
  type NamedTensorInfoMap,
  type TensorInfo
} from "@tensorflow/tfjs-core";

/** Other kernels of a backend, called inside one of ours: off the tape, and what they return is ours to dispose of. */
export interface Calls {
  one(kernelName: string, inputs: NamedTensorInfoMap, attributes: NamedAttrMap): TensorInfo;
  /** Shares the data of x where the backend can. */
  reshape(x: TensorInfo, shape: number[]): TensorInfo;
  dispose(...intermediates: TensorInfo[]): void;
}

export function callsOf(backendName: string, backend: object): Calls {
  function one(kernelName: string, inputs: NamedTensorInfoMap, attrs: NamedAttrMap): TensorInfo {
    const kernel = getKernel(kernelName, backendName);
    if (!kernel) throw new Error(`missing kernel: ${kernelName} on ${backendName}`);
    return kernel.kernelFunc({inputs, backend, attrs}) as TensorInfo;
  }
  return {
    one,
    reshape: (x, shape) => one("Reshape", {x}, {shape}),
    dispose(...intermediates) {
      for (const {dataId} of intermediates) (backend as KernelBackend).disposeData(dataId);
    }
  };
}
