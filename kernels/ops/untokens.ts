import {apply, type Named} from "../graph/block.ts";
import {NetworkError} from "../graph/errors.ts";
import {integer, known} from "../graph/options.ts";
import type {Op} from "../graph/op.ts";
import type {Value} from "../graph/trace.ts";
import {tokenSequence} from "./rules/expect.ts";
import {reshapeSamples} from "./rules/onnxMap.ts";
import {samePosition, writesNothing} from "./rules/pointwise.ts";

/** A sequence as the map it came from, row by row. */
export const untokensOp: Op<{readonly height: number; readonly width: number}, "untokens"> = {
  name: "untokens",
  options(raw) {
    const {height, width} = known(raw, "untokens", ["height", "width"]);
    return {height: integer("height", height), width: integer("width", width)};
  },
  shape(inputs, {height, width}) {
    const [count, channels] = tokenSequence(inputs, "untokens");
    if (count !== height * width)
      throw new NetworkError(`invalid size: ${height}×${width}; there are ${count} tokens`, {shapes: inputs});
    return [channels, height, width];
  },
  parameters: () => [],
  macs: () => 0,
  memory: writesNothing,
  field: samePosition,
  onnx: (emit, [x], {output}) => reshapeSamples(emit, emit.node("Transpose", [x], {perm: [0, 2, 1]})[0], output),
  torch: ([x], _self, {output}) => ({
    forward: `${x}.transpose(1, 2).unflatten(2, (${output[1]}, ${output[2]}))`
  })
};

/** [h·w, c] → [c, h, w]. */
export function untokens(x: Value, options: {height: number; width: number} & Named): Value {
  return apply(untokensOp, [x], options);
}
