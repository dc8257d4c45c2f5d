import {apply, type Named} from "../graph/block.ts";
import {known} from "../graph/options.ts";
import type {Op} from "../graph/op.ts";
import {size} from "../graph/shape.ts";
import type {Value} from "../graph/trace.ts";
import {single} from "./rules/expect.ts";
import {everyPosition, writesNothing} from "./rules/pointwise.ts";

/** All elements in a row, in PyTorch's order: channels, then rows, then columns. */
export const flattenOp: Op<object, "flatten"> = {
  name: "flatten",
  options: (raw) => known(raw, "flatten", []),
  shape: (inputs) => [size(single(inputs, "flatten"))],
  parameters: () => [],
  macs: () => 0,
  memory: writesNothing,
  field: everyPosition,
  onnx: (emit, [x]) => emit.node("Flatten", [x], {axis: 1})[0],
  torch: ([x]) => ({forward: `${x}.flatten(1)`})
};

/** [c, h, w] → [c·h·w]. */
export function flatten(x: Value, options: Named = {}): Value {
  return apply(flattenOp, [x], options);
}
