import type {BackendWasm} from "@tensorflow/tfjs-backend-wasm";
import {getKernel, slice_util, util, type KernelConfig, type KernelFunc, type TensorInfo} from "@tensorflow/tfjs-core";
import {simdOf} from "./simd.ts";

type Attributes = {begin: number | number[]; size: number | number[]};

let stock: KernelFunc | undefined;

/**
 * tfjs' own Slice. Where channels alone are cut, rows are copied by SIMD: tfjs' copies each by a call from JavaScript. All else
 * stays with tfjs.
 */
export function sliceKernel(): KernelConfig {
  stock ??= getKernel("Slice", "wasm").kernelFunc;
  const original = stock;
  return {
    kernelName: "Slice",
    backendName: "wasm",
    kernelFunc(call) {
      const x = call.inputs.x as TensorInfo;
      const {begin, size} = call.attrs as unknown as Attributes;
      const [from, extents] = slice_util.parseSliceParams(x as never, begin, size);
      const last = x.shape.length - 1;
      const channelsAlone = last > 0 && extents.every((extent, i) => i === last || extent === x.shape[i]);
      if (x.dtype !== "float32" || !channelsAlone || extents[last] === x.shape[last]) return original(call);
      const wasm = call.backend as BackendWasm;
      const y = wasm.makeOutput(extents, "float32");
      const pointer = ({dataId}: TensorInfo) => wasm.dataIdMap.get(dataId).memoryOffset;
      const rows = util.sizeFromShape(extents) / extents[last];
      simdOf(wasm).kernels.copyStrips(pointer(x) + 4 * from[last], 4 * x.shape[last], rows, extents[last], pointer(y));
      return y;
    }
  };
}
