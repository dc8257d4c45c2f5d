import {mean, mul, reshape} from "@tensorflow/tfjs-core";
import type {OptionsOf} from "../../ops/table.ts";
import {constant} from "../constant.ts";
import {depthwise} from "../kernels/depthwise.ts";
import {maxPool as maxPoolKernel} from "../kernels/maxPool.ts";
import type {Window} from "../kernels/window.ts";
import type {Runner} from "./call.ts";
import {windowTo} from "./window.ts";

export const maxPool: Runner<OptionsOf<"maxPool">> = ({inputs: [x], outputShape, options}) =>
  maxPoolKernel(x, windowTo(outputShape, options));

/** A depthwise convolution with ones, then a division by the number of pixels that each window has inside the map. */
export const avgPool: Runner<OptionsOf<"avgPool">> = ({
  inputs: [x],
  inputShapes: [[channels, height, width]],
  outputShape,
  options
}) => {
  const window = windowTo(outputShape, options);
  const {kernel, outHeight, outWidth} = window;
  const key = `${kernel.join("×")} ${window.stride.join("×")} ${window.padding.join("×")} ${height}×${width}`;
  const ones = constant(`ones ${kernel.join("×")}×${channels}`, () => ({
    shape: [...kernel, channels, 1],
    values: new Float32Array(kernel[0] * kernel[1] * channels).fill(1)
  }));
  const shares = constant(`shares ${key}`, () => ({
    shape: [1, outHeight, outWidth, 1],
    values: insideShares(window, height, width)
  }));
  return mul(depthwise(x, ones, window), shares);
};

/** 1/(number of pixels inside the map) of each window. */
function insideShares(
  {kernel, stride, padding, outHeight, outWidth}: Window,
  height: number,
  width: number
): Float32Array {
  const inside = (position: number, axis: 0 | 1, extent: number) => {
    const from = position * stride[axis] - padding[axis];
    return Math.min(extent, from + kernel[axis]) - Math.max(0, from);
  };
  return Float32Array.from({length: outHeight * outWidth}, (_, i) => {
    const rows = inside(Math.floor(i / outWidth), 0, height);
    return 1 / (rows * inside(i % outWidth, 1, width));
  });
}

/** One window over the whole map, so that of equal values the first has the gradient, as in PyTorch. */
export const globalMaxPool: Runner<object> = ({inputs: [x]}) => {
  const [n, height, width, c] = x.shape as [number, number, number, number];
  const window = windowTo([c, 1, 1], {kernel: [height, width], stride: [1, 1]});
  return reshape(maxPoolKernel(x, window), [n, c]);
};

export const globalAveragePool: Runner<object> = ({inputs: [x]}) => mean(x, [1, 2]);
