import type {Tensor, Tensor1D} from "@tensorflow/tfjs-core";
import {run} from "./run.ts";

/** {x [.., c]} → [c]: the sum over all axes but the last. Only used as the gradient of a bias, so it has none itself. */
export const ChannelSum = "SubbandChannelSum";

export function channelSum(x: Tensor): Tensor1D {
  return run(ChannelSum, {x});
}
