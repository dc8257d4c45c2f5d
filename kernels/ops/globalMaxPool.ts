import {apply, type Named} from "../graph/block.ts";
import {known} from "../graph/options.ts";
import type {Op} from "../graph/op.ts";
import type {Value} from "../graph/trace.ts";
import {featureMap} from "./rules/expect.ts";
import {everyPosition, writesOutput} from "./rules/pointwise.ts";

/** The largest value of each channel over all positions: [c, h, w] → [c]. Its gradient goes to the first of them. */
export const globalMaxPoolOp: Op<object, "globalMaxPool"> = {
  name: "globalMaxPool",
  options: (raw) => known(raw, "globalMaxPool", []),
  shape: (inputs) => [featureMap(inputs, "globalMaxPool")[0]],
  parameters: () => [],
  macs: () => 0,
  memory: writesOutput,
  field: everyPosition,
  onnx: (emit, [x]) => emit.node("Flatten", emit.node("GlobalMaxPool", [x]), {axis: 1})[0],
  torch: ([x]) => ({forward: `F.adaptive_max_pool2d(${x}, 1).flatten(1)`})
};

/** Maximum over height and width. */
export function globalMaxPool(x: Value, options: Named = {}): Value {
  return apply(globalMaxPoolOp, [x], options);
}
