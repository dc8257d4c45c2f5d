import type {GradConfig, NamedTensorMap, Tensor, Tensor4D} from "@tensorflow/tfjs-core";
import {channelSum} from "./channelSum.ts";
import {run} from "./run.ts";
import type {Window, WindowOver} from "./window.ts";

/*
 * Convolution with a filter [kh, kw, ci, co], and its adjoint, the transposed convolution. P(·) reads a map's windows:
 *
 *   y[p, co] = Σ over i, j, ci of P(x)[p, i, j, ci] · filter[i, j, ci, co] (+ bias[co])
 *   dx = the adjoint applied to dy with the same filter   dfilter[i, j, ci, co] = Σ over p of P(x)[p, i, j, ci] · dy[p, co]
 *
 * No groups here: a grouped convolution is split before it comes to a kernel. A backend that has SubbandIm2Col,
 * SubbandCol2Im and BatchMatMul gets the three kernels from `convByColumns`.
 */

/** {x [n, h, w, ci], filter [kh, kw, ci, co], bias? [co]} Window → y [n, oh, ow, co]. */
export const Conv = "SubbandConv";
/** {x [n, oh, ow, co], filter [kh, kw, ci, co], bias? [ci]} WindowOver → [n, height, width, ci]: the adjoint of Conv. */
export const ConvTranspose = "SubbandConvTranspose";
/** {x [n, h, w, ci], dy [n, oh, ow, co]} Window → dfilter [kh, kw, ci, co]. */
export const ConvGradientFilter = "SubbandConvGradientFilter";

/** [n, h, w, ci] → [n, outHeight, outWidth, co]. */
export function conv(x: Tensor, filter: Tensor, bias: Tensor | undefined, window: Window): Tensor4D {
  const inputs: NamedTensorMap = {x, filter};
  if (bias) inputs.bias = bias;
  return run(Conv, inputs, window);
}

/** [n, outHeight, outWidth, co] → [n, height, width, ci]. */
export function convTranspose(x: Tensor, filter: Tensor, bias: Tensor | undefined, window: WindowOver): Tensor4D {
  const inputs: NamedTensorMap = {x, filter};
  if (bias) inputs.bias = bias;
  return run(ConvTranspose, inputs, window);
}

function gradientFilter(
  x: Tensor,
  dy: Tensor,
  {kernel, stride, padding, dilation, outHeight, outWidth}: Window
): Tensor4D {
  return run(ConvGradientFilter, {x, dy}, {kernel, stride, padding, dilation, outHeight, outWidth});
}

export const convGradients: GradConfig[] = [
  {
    kernelName: Conv,
    inputsToSave: ["x", "filter"],
    gradFunc(dy, [x, filter], attributes) {
      const window = attributes as Window;
      const [, height, width] = x.shape;
      return {
        x: () => convTranspose(dy as Tensor, filter, undefined, {...window, height, width}),
        filter: () => gradientFilter(x, dy as Tensor, window),
        bias: () => channelSum(dy as Tensor)
      };
    }
  },
  {
    kernelName: ConvTranspose,
    inputsToSave: ["x", "filter"],
    gradFunc(dy, [x, filter], attributes) {
      const window = attributes as WindowOver;
      return {
        x: () => conv(dy as Tensor, filter, undefined, window),
        filter: () => gradientFilter(dy as Tensor, x, window), // the roles of map and windows are exchanged
        bias: () => channelSum(dy as Tensor)
      };
    }
  }
];
