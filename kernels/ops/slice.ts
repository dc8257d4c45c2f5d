import {apply, type Named} from "../graph/block.ts";
import {NetworkError} from "../graph/errors.ts";
import {integer, known} from "../graph/options.ts";
import type {Op} from "../graph/op.ts";
import type {Value} from "../graph/trace.ts";
import {channelAxis, single} from "./rules/expect.ts";
import {sliceAxis} from "./rules/onnxMap.ts";
import {samePosition, writesOutput} from "./rules/pointwise.ts";

export interface SliceOptions {
  /** The first channel. */
  from?: number;
  /** The channel after the last. */
  to: number;
}

/** Some of the channels: `from … to`, the end excluded. */
export const sliceOp: Op<{readonly from: number; readonly to: number}, "slice"> = {
  name: "slice",
  options(raw) {
    const {from = 0, to} = known(raw, "slice", ["from", "to"]);
    const first = integer("from", from, 0);
    return {from: first, to: integer("to", to, first + 1)};
  },
  shape(inputs, {from, to}) {
    const shape = single(inputs, "slice");
    const axis = channelAxis(shape, "slice");
    if (to > shape[axis])
      throw new NetworkError(`invalid slice: ${from} to ${to}; there are ${shape[axis]} channels`, {shapes: inputs});
    return shape.with(axis, to - from);
  },
  parameters: () => [],
  macs: () => 0,
  memory: writesOutput,
  field: samePosition,
  onnx: (emit, [x], {output, options: {from, to}}) => sliceAxis(emit, x, channelAxis(output, "slice") + 1, from, to),
  torch: ([x], _self, {output, options: {from, to}}) => ({
    forward: `${x}[${":, ".repeat(channelAxis(output, "slice") + 1)}${from}:${to}]`
  })
};

/** Channels `from` to `to` (excluded). */
export function slice(x: Value, options: SliceOptions & Named): Value {
  return apply(sliceOp, [x], options);
}
