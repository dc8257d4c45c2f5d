import {reshape as tfReshape, transpose as tfTranspose, type Tensor} from "@tensorflow/tfjs-core";
import type {Shape} from "../../graph/shape.ts";
import type {Runner} from "./call.ts";

/** A map as PyTorch orders it, [n, c, h, w]; anything else as it is. */
function channelsFirst(x: Tensor): Tensor {
  return x.rank === 4 ? tfTranspose(x, [0, 3, 1, 2]) : x;
}

/** [n, ...shape] in PyTorch's order as our tensors hold it. */
function channelsLast(x: Tensor, shape: Shape): Tensor {
  return shape.length === 3 ? tfTranspose(x, [0, 2, 3, 1]) : x;
}

/** The same elements in PyTorch's order under another shape; also flatten. */
export const reshape: Runner<object> = ({inputs: [x], outputShape}) =>
  channelsLast(tfReshape(channelsFirst(x), [x.shape[0], ...outputShape]), outputShape);

/** [n, h, w, c] is [n, h·w, c] in memory. */
export const tokens: Runner<object> = ({inputs: [x], outputShape}) => tfReshape(x, [x.shape[0], ...outputShape]);

export const untokens: Runner<object> = ({inputs: [x], outputShape: [channels, height, width]}) =>
  tfReshape(x, [x.shape[0], height, width, channels]);

export const transpose: Runner<object> = ({inputs: [x]}) => tfTranspose(x, [0, 2, 1]);
