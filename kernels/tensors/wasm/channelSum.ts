import {ChannelSum} from "../kernels/channelSum.ts";
import {wasmKernel, type Cell} from "./kernel.ts";

export const channelSumKernel = wasmKernel<{x: Cell}>(ChannelSum, (simd, {x}, heap) => {
  const c = x.shape.at(-1)!;
  const sum = heap.output([c]);
  simd.channelSum(x.pointer, x.size / c, c, sum.pointer, heap.scratch(simd.sumsScratch(c)));
  return sum;
});
