import type {KernelConfig, TensorInfo} from "@tensorflow/tfjs-core";
import {util} from "@tensorflow/tfjs-core";
import type {WebGPUBackend} from "@tensorflow/tfjs-backend-webgpu";
import {insteadOfStock} from "../stock.ts";
import {sumMiddle} from "../sum.ts";
import {maxMiddle} from "./max.ts";

/** The reduced axes as the middle of [outer, middle, inner], and the result's shape; undefined if they lie apart. */
function asMiddle(
  shape: number[],
  axes: number[],
  keepDims: boolean
): {sizes: [number, number, number]; shape: number[]} | undefined {
  if (axes.length === 0 || axes.some((axis, i) => axis !== axes[0]! + i)) return undefined;
  const first = axes[0]!;
  const last = axes.at(-1)! + 1;
  const sizes = [shape.slice(0, first), shape.slice(first, last), shape.slice(last)].map((part) =>
    util.sizeFromShape(part)
  ) as [number, number, number];
  const reduced = shape.flatMap((size, axis) => (axis < first || axis >= last ? [size] : keepDims ? [1] : []));
  return {sizes, shape: reduced};
}

function reduction(
  kernelName: string,
  axesOf: (attributes: Record<string, unknown>) => unknown,
  reduce: (backend: WebGPUBackend, x: TensorInfo, sizes: [number, number, number], shape: number[]) => TensorInfo
): KernelConfig {
  return insteadOfStock(kernelName, ({inputs, attrs, backend}) => {
    const x = inputs.x as TensorInfo;
    const attributes = attrs as unknown as Record<string, unknown>;
    const axes = util.parseAxisParam(axesOf(attributes) as number | number[], x.shape).sort((a, b) => a - b);
    const middle = asMiddle(x.shape, axes, attributes.keepDims === true);
    if (x.dtype !== "float32" || !middle) return undefined;
    return reduce(backend as WebGPUBackend, x, middle.sizes, middle.shape);
  });
}

/** Sum, Mean and Max over neighbouring axes. */
export function reductionKernels(): KernelConfig[] {
  return [
    reduction("Sum", ({axis}) => axis, sumMiddle),
    reduction(
      "Mean",
      ({axis}) => axis,
      (backend, x, sizes, shape) => sumMiddle(backend, x, sizes, shape, 1 / sizes[1])
    ),
    reduction("Max", ({reductionIndices}) => reductionIndices, maxMiddle)
  ];
}
