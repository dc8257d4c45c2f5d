import type {GradConfig, NamedTensorMap, Tensor, Tensor4D} from "@tensorflow/tfjs-core";
import {channelSum} from "./channelSum.ts";
import {run} from "./run.ts";
import type {Grouped, Window, WindowOver} from "./window.ts";

/*
 * Convolution with a filter [kh, kw, ci/groups, co], and its adjoint, the transposed convolution. P(·) reads a map's windows:
 *
 *   y[p, co] = Σ over i, j, k of P(x)[p, i, j, first(co) + k] · filter[i, j, k, co] (+ bias[co])
 *   dx = the adjoint applied to dy with the same filter
 *   dfilter[i, j, k, co] = Σ over p of P(x)[p, i, j, first(co) + k] · dy[p, co]
 *
 * where first(co) is the first of the ci/groups channels that the group of co reads.
 */

/** {x [n, h, w, ci], filter [kh, kw, ci/groups, co], bias? [co]} Grouped<Window> → y [n, oh, ow, co]. */
export const Conv = "SubbandConv";
/** {x [n, oh, ow, co], filter [kh, kw, ci/groups, co], bias? [ci]} Grouped<WindowOver> → [n, height, width, ci]: Conv's adjoint. */
export const ConvTranspose = "SubbandConvTranspose";
/** {x [n, h, w, ci], dy [n, oh, ow, co]} Grouped<Window> → dfilter [kh, kw, ci/groups, co]. */
export const ConvGradientFilter = "SubbandConvGradientFilter";

/** [n, h, w, ci] → [n, outHeight, outWidth, co]. */
export function conv(
  x: Tensor,
  filter: Tensor,
  bias: Tensor | undefined,
  window: Window,
  groups: number = 1
): Tensor4D {
  const inputs: NamedTensorMap = {x, filter};
  if (bias) inputs.bias = bias;
  return run(Conv, inputs, {...window, groups});
}

/** [n, outHeight, outWidth, co] → [n, height, width, ci]. */
export function convTranspose(
  x: Tensor,
  filter: Tensor,
  bias: Tensor | undefined,
  window: WindowOver,
  groups: number = 1
): Tensor4D {
  const inputs: NamedTensorMap = {x, filter};
  if (bias) inputs.bias = bias;
  return run(ConvTranspose, inputs, {...window, groups});
}

function gradientFilter(
  x: Tensor,
  dy: Tensor,
  {kernel, stride, padding, dilation, outHeight, outWidth, groups}: Grouped<Window>
): Tensor4D {
  return run(ConvGradientFilter, {x, dy}, {kernel, stride, padding, dilation, outHeight, outWidth, groups});
}

export const convGradients: GradConfig[] = [
  {
    kernelName: Conv,
    inputsToSave: ["x", "filter"],
    gradFunc(dy, [x, filter], attributes) {
      const window = attributes as Grouped<Window>;
      const over = {...window, height: x.shape[1]!, width: x.shape[2]!};
      return {
        x: () => convTranspose(dy as Tensor, filter, undefined, over, window.groups),
        filter: () => gradientFilter(x, dy as Tensor, window),
        bias: () => channelSum(dy as Tensor)
      };
    }
  },
  {
    kernelName: ConvTranspose,
    inputsToSave: ["x", "filter"],
    gradFunc(dy, [x, filter], attributes) {
      const window = attributes as Grouped<WindowOver>;
      return {
        x: () => conv(dy as Tensor, filter, undefined, window, window.groups),
        filter: () => gradientFilter(dy as Tensor, x, window), // the roles of map and windows are exchanged
        bias: () => channelSum(dy as Tensor)
      };
    }
  }
];
