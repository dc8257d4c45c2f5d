import {apply, type Named} from "../graph/block.ts";
import {NetworkError} from "../graph/errors.ts";
import {integer, known} from "../graph/options.ts";
import type {Op} from "../graph/op.ts";
import type {Value} from "../graph/trace.ts";
import {tokenSequence} from "./rules/expect.ts";
import {everyPosition, writesOutput} from "./rules/pointwise.ts";

export interface PickTokenOptions {
  /** Which token, from 0; the first, a class token's place, if absent. */
  index?: number;
}

/** One token of a sequence as features without a place. Which position it came from is not kept: its field is that of all. */
export const pickTokenOp: Op<{readonly index: number}, "pickToken"> = {
  name: "pickToken",
  options: (raw) => ({index: integer("index", known(raw, "pickToken", ["index"]).index ?? 0, 0)}),
  shape(inputs, {index}) {
    const [count, channels] = tokenSequence(inputs, "pickToken");
    if (index >= count) throw new NetworkError(`invalid index: ${index}; there are ${count} tokens`, {shapes: inputs});
    return [channels];
  },
  parameters: () => [],
  macs: () => 0,
  memory: writesOutput,
  field: everyPosition,
  onnx: (emit, [x], {options: {index}}) => emit.node("Gather", [x, emit.integers([index], [])], {axis: 1})[0],
  torch: ([x], _self, {options: {index}}) => ({forward: `${x}[:, ${index}]`})
};

/** [t, c] → [c]: one of the tokens. */
export function pickToken(x: Value, options: PickTokenOptions & Named = {}): Value {
  return apply(pickTokenOp, [x], options);
}
