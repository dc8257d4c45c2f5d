import {apply, type Named} from "../graph/block.ts";
import {NetworkError} from "../graph/errors.ts";
import {integer, known} from "../graph/options.ts";
import type {Op} from "../graph/op.ts";
import type {Value} from "../graph/trace.ts";
import {featureMap} from "./rules/expect.ts";
import {reshapeSamples} from "./rules/onnxMap.ts";
import {writesOutput} from "./rules/pointwise.ts";

/** Pixels into channels, the inverse of pixelShuffle: pixel (f·h + dy, f·w + dx) goes to channel c·f² + dy·f + dx. */
export const pixelUnshuffleOp: Op<{readonly factor: number}, "pixelUnshuffle"> = {
  name: "pixelUnshuffle",
  options: (raw) => ({factor: integer("factor", known(raw, "pixelUnshuffle", ["factor"]).factor)}),
  shape(inputs, {factor}) {
    const [channels, height, width] = featureMap(inputs, "pixelUnshuffle");
    if (height % factor || width % factor)
      throw new NetworkError(`invalid factor: ${factor}; ${height}×${width} is not divisible by ${factor}`);
    return [channels * factor ** 2, height / factor, width / factor];
  },
  parameters: () => [],
  macs: () => 0,
  memory: writesOutput,
  field: ({from, to}, _axis, {options: {factor}}) => [{from: from * factor, to: to * factor + factor - 1}],
  onnx(emit, [x], {output, inputs: [[channels]], options: {factor}}) {
    // SpaceToDepth orders channels (dy, dx, c); PyTorch wants (c, dy, dx)
    const split = reshapeSamples(emit, x, [channels, output[1], factor, output[2], factor]);
    const [turned] = emit.node("Transpose", [split], {perm: [0, 1, 3, 5, 2, 4]});
    return reshapeSamples(emit, turned, output);
  },
  torch: ([x], _self, {options: {factor}}) => ({forward: `F.pixel_unshuffle(${x}, ${factor})`})
};

/** [c, h·f, w·f] → [c·f², h, w]. */
export function pixelUnshuffle(x: Value, options: {factor: number} & Named): Value {
  return apply(pixelUnshuffleOp, [x], options);
}
