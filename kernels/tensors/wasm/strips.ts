import type {BackendWasm} from "@tensorflow/tfjs-backend-wasm";
import {backend_util, slice_util, util, type KernelConfig, type Tensor, type TensorInfo} from "@tensorflow/tfjs-core";
import {besideStock} from "./besideStock.ts";
import {simdOf} from "./simd.ts";

/*
 * tfjs' Slice, SplitV and Concat of float32 along one axis. A tensor is then rows of as many strips as there are parts, and
 * strips are copied by SIMD: tfjs copies each by a call from JavaScript.
 */

/** Values of a row of x, whose axis is the first of it. */
const rowOf = ({shape}: TensorInfo, axis: number) => util.sizeFromShape(shape.slice(axis));

/** The part of x of `extent` from `begin` on along an axis, as a new tensor. */
function cut(backend: BackendWasm, x: TensorInfo, axis: number, begin: number, extent: number): TensorInfo {
  const part = backend.makeOutput(
    x.shape.map((whole, i) => (i === axis ? extent : whole)),
    "float32"
  );
  copy(backend, x, axis, begin, part, 0, extent);
  return part;
}

/** Copies `extent` along an axis from one tensor to another, from `begin` on in the one to `at` on in the other. */
function copy(
  backend: BackendWasm,
  from: TensorInfo,
  axis: number,
  begin: number,
  to: TensorInfo,
  at: number,
  extent: number
): void {
  const pointer = ({dataId}: TensorInfo) => backend.dataIdMap.get(dataId).memoryOffset;
  const inner = 4 * util.sizeFromShape(from.shape.slice(axis + 1));
  simdOf(backend).kernels.copyStrips(
    pointer(from) + begin * inner,
    4 * rowOf(from, axis),
    util.sizeFromShape(from.shape.slice(0, axis)),
    (extent * inner) / 4,
    pointer(to) + at * inner,
    4 * rowOf(to, axis)
  );
}

export const sliceKernel = (): KernelConfig =>
  besideStock("Slice", (backend, {inputs, attrs}) => {
    const x = inputs.x as TensorInfo;
    const {begin, size} = attrs as unknown as {begin: number | number[]; size: number | number[]};
    const [from, extents] = slice_util.parseSliceParams(x as Tensor, begin, size);
    const cutAxes = extents.flatMap((extent, axis) => (extent === x.shape[axis] ? [] : [axis]));
    if (x.dtype !== "float32" || cutAxes.length !== 1) return undefined;
    return cut(backend, x, cutAxes[0], from[cutAxes[0]], extents[cutAxes[0]]);
  });

export const splitKernel = (): KernelConfig =>
  besideStock("SplitV", (backend, {inputs, attrs}) => {
    const x = inputs.x as TensorInfo;
    if (x.dtype !== "float32") return undefined;
    const {numOrSizeSplits, axis} = attrs as unknown as {numOrSizeSplits: number | number[]; axis: number};
    const along = util.parseAxisParam(axis, x.shape)[0];
    let begin = 0;
    return backend_util.prepareSplitSize(x as Tensor, numOrSizeSplits, along).map((extent) => {
      const part = cut(backend, x, along, begin, extent);
      begin += extent;
      return part;
    });
  });

export const concatKernel = (): KernelConfig =>
  besideStock("Concat", (backend, {inputs, attrs}) => {
    const parts = Object.values(inputs) as TensorInfo[];
    if (parts.some(({dtype}) => dtype !== "float32")) return undefined;
    const along = util.parseAxisParam((attrs as unknown as {axis: number}).axis, parts[0].shape)[0];
    const shapes = parts.map(({shape}) => shape);
    backend_util.assertParamsConsistent(shapes, along);
    const y = backend.makeOutput(backend_util.computeOutShape(shapes, along), "float32");
    let at = 0;
    for (const part of parts) {
      copy(backend, part, along, 0, y, at, part.shape[along]);
      at += part.shape[along];
    }
    return y;
  });
