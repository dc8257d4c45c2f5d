import {ChannelSum} from "../kernels/channelSum.ts";
import {cpuKernel, type Array32} from "./kernel.ts";

export const channelSumKernel = cpuKernel<{x: Array32}>(ChannelSum, ({x}) => {
  const c = x.shape.at(-1)!;
  const sums = new Float64Array(c);
  for (let i = 0; i < x.values.length;) for (let k = 0; k < c; ++k, ++i) sums[k] += x.values[i];
  return {shape: [c], values: Float32Array.from(sums)};
});
