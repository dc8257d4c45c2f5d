import type {TensorInfo} from "@tensorflow/tfjs-core";
import {util} from "@tensorflow/tfjs-core";
import {LinearGradientWeight} from "../kernels/linear.ts";
import {gradientFilter} from "./convGradientFilter.ts";
import {webgpuKernel} from "./kernel.ts";

/** The positions as the pixels of a map one line high, under a 1×1 window. */
export const linearGradientWeightKernel = webgpuKernel<{x: TensorInfo; dy: TensorInfo}>(
  LinearGradientWeight,
  (backend, {x, dy}) => {
    const k = x.shape.at(-1)!;
    const m = dy.shape.at(-1)!;
    const positions = util.sizeFromShape(x.shape) / k;
    return gradientFilter(
      backend,
      {x, dy},
      [1, 1, positions, k],
      m,
      {kernel: [1, 1], stride: [1, 1], padding: [0, 0], dilation: [1, 1], outHeight: 1, outWidth: positions, groups: 1},
      [k, m]
    );
  }
);
