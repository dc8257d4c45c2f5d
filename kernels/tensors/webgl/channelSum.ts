import type {TensorInfo} from "@tensorflow/tfjs-core";
import {ChannelSum} from "../kernels/channelSum.ts";
import {columnSum} from "./columnSum.ts";
import {webglKernel} from "./kernel.ts";

export const channelSumKernel = webglKernel<{x: TensorInfo}>(ChannelSum, (backend, {x}) =>
  columnSum(backend, x, [x.shape.at(-1)!])
);
