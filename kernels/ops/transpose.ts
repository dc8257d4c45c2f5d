import {apply, type Named} from "../graph/block.ts";
import {known} from "../graph/options.ts";
import type {Op} from "../graph/op.ts";
import type {Value} from "../graph/trace.ts";
import {tokenSequence} from "./rules/expect.ts";
import {everyPosition, writesOutput} from "./rules/pointwise.ts";

/** Tokens become channels, channels become tokens; what follows mixes positions. */
export const transposeOp: Op<object, "transpose"> = {
  name: "transpose",
  options: (raw) => known(raw, "transpose", []),
  shape: (inputs) => tokenSequence(inputs, "transpose").toReversed(),
  parameters: () => [],
  macs: () => 0,
  memory: writesOutput,
  field: everyPosition,
  onnx: (emit, [x]) => emit.node("Transpose", [x], {perm: [0, 2, 1]})[0],
  torch: ([x]) => ({forward: `${x}.transpose(1, 2)`})
};

/** [a, b] → [b, a]. */
export function transpose(x: Value, options: Named = {}): Value {
  return apply(transposeOp, [x], options);
}
