import {apply, type Named} from "../graph/block.ts";
import {known} from "../graph/options.ts";
import type {Op} from "../graph/op.ts";
import type {Value} from "../graph/trace.ts";
import {featureMap} from "./rules/expect.ts";
import {everyPosition, writesOutput} from "./rules/pointwise.ts";

/** The mean of each channel over all positions: [c, h, w] → [c]. */
export const globalAveragePoolOp: Op<object, "globalAveragePool"> = {
  name: "globalAveragePool",
  options: (raw) => known(raw, "globalAveragePool", []),
  shape: (inputs) => [featureMap(inputs, "globalAveragePool")[0]],
  parameters: () => [],
  macs: () => 0,
  memory: writesOutput,
  field: everyPosition,
  onnx: (emit, [x]) => emit.node("Flatten", emit.node("GlobalAveragePool", [x]), {axis: 1})[0],
  torch: ([x]) => ({forward: `${x}.mean(dim=(2, 3))`})
};

/** Mean over height and width. */
export function globalAveragePool(x: Value, options: Named = {}): Value {
  return apply(globalAveragePoolOp, [x], options);
}
