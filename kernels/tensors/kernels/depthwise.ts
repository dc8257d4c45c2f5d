import type {GradConfig, Tensor, Tensor4D} from "@tensorflow/tfjs-core";
import {run} from "./run.ts";
import type {Window, WindowOver} from "./window.ts";

/*
 * Depthwise convolution, one filter [kh, kw, c, 1] a channel:
 *
 *   y[p, c] = Σ over i, j of P(x)[p, i, j, c] · filter[i, j, c]
 *   dx[q, c] = Σ over the windows p that read q at (i, j) of dy[p, c] · filter[i, j, c]
 *   dfilter[i, j, c] = Σ over p of P(x)[p, i, j, c] · dy[p, c]
 */

/** {x [n, h, w, c], filter [kh, kw, c, 1]} Window → y [n, oh, ow, c]. */
export const Depthwise = "SubbandDepthwise";
/** {dy [n, oh, ow, c], filter [kh, kw, c, 1]} WindowOver → dx [n, height, width, c]. */
export const DepthwiseGradientInput = "SubbandDepthwiseGradientInput";
/** {x [n, h, w, c], dy [n, oh, ow, c]} Window → dfilter [kh, kw, c, 1]. */
export const DepthwiseGradientFilter = "SubbandDepthwiseGradientFilter";

/** [n, h, w, c] → [n, outHeight, outWidth, c]. */
export function depthwise(x: Tensor, filter: Tensor, window: Window): Tensor4D {
  return run(Depthwise, {x, filter}, window);
}

export const depthwiseGradients: GradConfig[] = [
  {
    kernelName: Depthwise,
    inputsToSave: ["x", "filter"],
    gradFunc(dy, [x, filter], attributes) {
      const window = attributes as Window;
      const over: WindowOver = {...window, height: x.shape[1]!, width: x.shape[2]!};
      return {
        x: () => run(DepthwiseGradientInput, {dy: dy as Tensor, filter}, over),
        filter: () => run(DepthwiseGradientFilter, {x, dy: dy as Tensor}, window)
      };
    }
  }
];
