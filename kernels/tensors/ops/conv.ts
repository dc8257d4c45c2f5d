import {add, clone, concat, customGrad, mul, reshape, zerosLike, type Tensor} from "@tensorflow/tfjs-core";
import type {OptionsOf} from "../../ops/table.ts";
import {conv as convKernel, convTranspose as convTransposeKernel} from "../kernels/conv.ts";
import {depthwise} from "../kernels/depthwise.ts";
import {linear} from "../kernels/linear.ts";
import {isPointwise} from "../kernels/window.ts";
import {convLayout} from "../layout.ts";
import type {Runner} from "./call.ts";
import {windowTo} from "./window.ts";

export const conv: Runner<OptionsOf<"conv">> = ({
  inputs: [x],
  inputShapes: [[channels]],
  outputShape,
  options,
  parameters: {weight, bias}
}) => {
  const window = windowTo(outputShape, options);
  switch (convLayout(channels, options)) {
    case "matrix":
      return isPointwise(window)
        ? linear(x, weight, bias)
        : convKernel(x, reshape(weight, [1, 1, ...weight.shape]), bias, window);
    case "depthwise": {
      const y = depthwise(repeatChannels(x, options.width / channels), weight, window);
      return bias ? add(y, perChannel(bias)) : y;
    }
    case "full":
      return convKernel(x, weight, bias, window, options.groups);
  }
};

/** Every channel m times in a row, as a depthwise convolution with m filters a channel reads them. */
function repeatChannels(x: Tensor, m: number): Tensor {
  if (m === 1) return x;
  const [n, h, w, c] = x.shape;
  const column = reshape(x, [n * h! * w!, c!, 1]);
  return reshape(concat(new Array<Tensor>(m).fill(column), 2), [n, h!, w!, c! * m]);
}

/** One value a channel in a form that also shaders broadcast fast. */
export function perChannel(x: Tensor): Tensor {
  return reshape(x, [1, 1, 1, x.size]);
}

/** The adjoint of the convolution whose output positions are the pixels of x. */
export const convTranspose: Runner<OptionsOf<"convTranspose">> = ({
  inputs: [x],
  inputShapes: [shape],
  outputShape: [, height, width],
  options: {detached, ...options},
  parameters: {weight, bias}
}) => {
  const {groups, kernel} = options;
  const window = {...windowTo(shape, options), height, width};
  // a convolution that lends its weight may hold it with fewer axes
  const lent = reshape(detached ? detach(weight) : weight, [...kernel, options.width / groups, shape[0]]);
  return convTransposeKernel(x, lent, bias, window, groups);
};

/** The same values, through which no gradient passes. */
function detach(x: Tensor): Tensor {
  return customGrad((x) => ({value: clone(x as Tensor), gradFunc: () => zerosLike(x as Tensor)}))(x);
}

/** A 1×1 convolution through the mask. */
export const maskedConv: Runner<OptionsOf<"maskedConv">> = ({
  inputs: [x],
  outputShape: [width],
  parameters: {weight, mask}
}) => linear(x, reshape(mul(weight, mask), [x.shape[3]!, width]), undefined);
