import type {GradConfig, NamedTensorMap, Tensor, Tensor2D} from "@tensorflow/tfjs-core";
import {channelSum} from "./channelSum.ts";
import {run} from "./run.ts";

/*
 * A matrix product over the last axis, at every position: y = x·W + b, also a 1×1 convolution.
 *
 *   dx = dy·Wᵀ   dW = xᵀ·dy (summed over positions)   db = Σdy
 *
 * A backend that has BatchMatMul gets the three kernels from `linearByMatMul`.
 */

/** {x [.., k], weight [k, m], bias? [m]} → [.., m]. */
export const Linear = "SubbandLinear";
/** {dy [.., m], weight [k, m]} → dx [.., k]. */
export const LinearGradientInput = "SubbandLinearGradientInput";
/** {x [.., k], dy [.., m]} → dW [k, m]. */
export const LinearGradientWeight = "SubbandLinearGradientWeight";

export function linear(x: Tensor, weight: Tensor, bias?: Tensor): Tensor {
  const inputs: NamedTensorMap = {x, weight};
  if (bias) inputs.bias = bias;
  return run(Linear, inputs);
}

export const linearGradients: GradConfig[] = [
  {
    kernelName: Linear,
    inputsToSave: ["x", "weight"],
    gradFunc: (dy, [x, weight]) => ({
      x: () => run(LinearGradientInput, {dy: dy as Tensor, weight}),
      weight: () => run<Tensor2D>(LinearGradientWeight, {x, dy: dy as Tensor}),
      bias: () => channelSum(dy as Tensor)
    })
  }
];
