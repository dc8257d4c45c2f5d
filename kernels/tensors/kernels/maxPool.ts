import type {GradConfig, Tensor, Tensor4D} from "@tensorflow/tfjs-core";
import {run} from "./run.ts";
import type {Window} from "./window.ts";

/*
 * The largest pixel of each window; what lies outside the map does not count. The gradient goes to the first largest pixel
 * in row-major order, as in PyTorch. A window lies at least partly inside the map.
 */

/** {x [n, h, w, c]} Window → y [n, oh, ow, c]. */
export const MaxPool = "SubbandMaxPool";
/** {dy [n, oh, ow, c], x [n, h, w, c], y [n, oh, ow, c]} Window → dx [n, h, w, c]. */
export const MaxPoolGradient = "SubbandMaxPoolGradient";

/** [n, h, w, c] → [n, outHeight, outWidth, c]. */
export function maxPool(x: Tensor, window: Window): Tensor4D {
  return run(MaxPool, {x}, window);
}

export const maxPoolGradients: GradConfig[] = [
  {
    kernelName: MaxPool,
    inputsToSave: ["x"],
    outputsToSave: [true],
    gradFunc: (dy, [x, y], attributes) => ({x: () => run(MaxPoolGradient, {dy: dy as Tensor, x, y}, attributes)})
  }
];
