import {util, type KernelConfig, type TensorInfo} from "@tensorflow/tfjs-core";
import {callsOf, type Calls} from "./calls.ts";
import {Linear, LinearGradientInput, LinearGradientWeight} from "./linear.ts";

/** The three kernels of `linear` for a backend whose stock matrix product is good. */
export function linearByMatMul(backendName: string): KernelConfig[] {
  return [
    {
      kernelName: Linear,
      backendName,
      kernelFunc({inputs, backend}) {
        const {x, weight, bias} = inputs as {x: TensorInfo; weight: TensorInfo; bias?: TensorInfo};
        const calls = callsOf(backendName, backend);
        return onRows(calls, x, weight.shape[1], (a) => {
          const attrs = {transposeA: false, transposeB: false};
          return bias
            ? calls.one("_FusedMatMul", {a, b: weight, bias}, {...attrs, activation: "linear"})
            : calls.one("BatchMatMul", {a, b: weight}, attrs);
        });
      }
    },
    {
      kernelName: LinearGradientInput,
      backendName,
      kernelFunc({inputs, backend}) {
        const {dy, weight} = inputs as {dy: TensorInfo; weight: TensorInfo};
        const calls = callsOf(backendName, backend);
        return onRows(calls, dy, weight.shape[0], (a) =>
          calls.one("BatchMatMul", {a, b: weight}, {transposeA: false, transposeB: true})
        );
      }
    },
    {
      kernelName: LinearGradientWeight,
      backendName,
      kernelFunc({inputs, backend}) {
        const {x, dy} = inputs as {x: TensorInfo; dy: TensorInfo};
        const calls = callsOf(backendName, backend);
        const [a, b] = [rowsOf(calls, x), rowsOf(calls, dy)];
        const product = calls.one("BatchMatMul", {a, b}, {transposeA: true, transposeB: false});
        calls.dispose(a, b);
        return product;
      }
    }
  ];
}

/** x [.., k] as a matrix, through `product`, and back to [.., width]. */
function onRows(calls: Calls, x: TensorInfo, width: number, product: (a: TensorInfo) => TensorInfo): TensorInfo {
  const a = rowsOf(calls, x);
  const flat = product(a);
  const y = calls.reshape(flat, [...x.shape.slice(0, -1), width]);
  calls.dispose(a, flat);
  return y;
}

function rowsOf(calls: Calls, x: TensorInfo): TensorInfo {
  const k = x.shape.at(-1)!;
  return calls.reshape(x, [util.sizeFromShape(x.shape) / k, k]);
}
