import {apply, type Named} from "../graph/block.ts";
import {known} from "../graph/options.ts";
import type {Op} from "../graph/op.ts";
import type {Value} from "../graph/trace.ts";
import {equalShapes} from "./rules/expect.ts";
import {samePosition, writesOutput} from "./rules/pointwise.ts";

/** The sum of two or more values of one shape. */
export const addOp: Op<object, "add"> = {
  name: "add",
  options: (raw) => known(raw, "add", []),
  shape: (inputs) => equalShapes(inputs, "add"),
  parameters: () => [],
  macs: () => 0,
  memory: writesOutput,
  field: samePosition,
  onnx: (emit, inputs) => inputs.reduce((sum, input) => emit.node("Add", [sum, input])[0]),
  torch: (inputs) => ({forward: inputs.join(" + ")})
};

/** `add(a, b)`, or `add([a, b, c])`: the sum, element by element. */
export function add(a: Value | readonly Value[], b?: Value, options: Named = {}): Value {
  return apply(addOp, a instanceof Array ? a : b ? [a, b] : [a as Value], options);
}
