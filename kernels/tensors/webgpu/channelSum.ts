import type {TensorInfo} from "@tensorflow/tfjs-core";
import {util} from "@tensorflow/tfjs-core";
import {ChannelSum} from "../kernels/channelSum.ts";
import {webgpuKernel} from "./kernel.ts";
import {sumMiddle} from "./sum.ts";

export const channelSumKernel = webgpuKernel<{x: TensorInfo}>(ChannelSum, (backend, {x}) => {
  const channels = x.shape.at(-1)!;
  return sumMiddle(backend, x, [1, util.sizeFromShape(x.shape) / channels, channels], [channels]);
});
