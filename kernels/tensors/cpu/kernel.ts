import type {MathBackendCPU} from "@tensorflow/tfjs-backend-cpu";
import type {KernelConfig, NamedAttrMap, TensorInfo} from "@tensorflow/tfjs-core";

/** A tensor as a kernel of this folder sees it: row-major float32. */
export interface Array32 {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/**
 * A cpu kernel from a function of arrays. The function must not keep or change its inputs. An input that a kernel may do
 * without is absent from the map.
 */
export function cpuKernel<I extends {[name in keyof I]?: Array32}, A extends NamedAttrMap = NamedAttrMap>(
  kernelName: string,
  body: (inputs: I, attributes: A) => Array32 | Array32[]
): KernelConfig {
  return {
    kernelName,
    backendName: "cpu",
    kernelFunc({inputs, backend, attrs}) {
      const cpu = backend as MathBackendCPU;
      const arrays: Record<string, Array32> = {};
      for (const [name, x] of Object.entries(inputs))
        if (x) arrays[name] = {shape: x.shape, values: cpu.data.get(x.dataId).values as Float32Array};
      const info = ({shape, values}: Array32): TensorInfo => cpu.makeTensorInfo([...shape], "float32", values);
      const result = body(arrays as unknown as I, (attrs ?? {}) as A);
      return Array.isArray(result) ? result.map(info) : info(result);
    }
  };
}
