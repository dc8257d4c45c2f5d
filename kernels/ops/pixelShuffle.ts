import {apply, type Named} from "../graph/block.ts";
import {NetworkError} from "../graph/errors.ts";
import {integer, known} from "../graph/options.ts";
import type {Op} from "../graph/op.ts";
import type {Value} from "../graph/trace.ts";
import {featureMap} from "./rules/expect.ts";
import {writesOutput} from "./rules/pointwise.ts";

/** Channels into pixels (Shi et al. 2016): channel c·f² + dy·f + dx goes to pixel (f·h + dy, f·w + dx) of channel c. */
export const pixelShuffleOp: Op<{readonly factor: number}, "pixelShuffle"> = {
  name: "pixelShuffle",
  options: (raw) => ({factor: integer("factor", known(raw, "pixelShuffle", ["factor"]).factor)}),
  shape(inputs, {factor}) {
    const [channels, height, width] = featureMap(inputs, "pixelShuffle");
    if (channels % factor ** 2)
      throw new NetworkError(`invalid factor: ${factor}; ${channels} channels are not divisible by ${factor ** 2}`);
    return [channels / factor ** 2, height * factor, width * factor];
  },
  parameters: () => [],
  macs: () => 0,
  memory: writesOutput,
  field: ({from, to}, _axis, {options: {factor}}) => [{from: Math.floor(from / factor), to: Math.floor(to / factor)}],
  onnx: (emit, [x], {options: {factor}}) => emit.node("DepthToSpace", [x], {blocksize: factor, mode: "CRD"})[0],
  torch: ([x], _self, {options: {factor}}) => ({forward: `F.pixel_shuffle(${x}, ${factor})`})
};

/** [c·f², h, w] → [c, h·f, w·f]. */
export function pixelShuffle(x: Value, options: {factor: number} & Named): Value {
  return apply(pixelShuffleOp, [x], options);
}
