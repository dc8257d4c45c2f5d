import type {OnnxEmitter} from "../../graph/op.ts";
import {reshapeSamples, sliceAxis} from "./onnxMap.ts";

/** [c, 4, h, w] → [4c, h, w] in the order of the DWT: band 0 of all channels, then bands 1 to 3 of each channel. */
export function bandsToChannels(emit: OnnxEmitter, x: string, channels: number, height: number, width: number): string {
  const low = sliceAxis(emit, x, 2, 0, 1);
  const details = sliceAxis(emit, x, 2, 1, 4);
  return emit.node(
    "Concat",
    [
      reshapeSamples(emit, low, [channels, height, width]),
      reshapeSamples(emit, details, [3 * channels, height, width])
    ],
    {axis: 1}
  )[0];
}

/** The inverse of bandsToChannels: [4c, h, w] → [c, 4, h, w]. */
export function channelsToBands(emit: OnnxEmitter, x: string, channels: number, height: number, width: number): string {
  const low = sliceAxis(emit, x, 1, 0, channels);
  const details = sliceAxis(emit, x, 1, channels, 4 * channels);
  return emit.node(
    "Concat",
    [
      reshapeSamples(emit, low, [channels, 1, height, width]),
      reshapeSamples(emit, details, [channels, 3, height, width])
    ],
    {axis: 2}
  )[0];
}
