import {apply, type Named} from "../graph/block.ts";
import {NetworkError} from "../graph/errors.ts";
import {known} from "../graph/options.ts";
import type {Op} from "../graph/op.ts";
import type {Value} from "../graph/trace.ts";
import {equalShapes} from "./rules/expect.ts";
import {samePosition, writesOutput} from "./rules/pointwise.ts";

/** The difference of two values of one shape. */
export const subtractOp: Op<object, "subtract"> = {
  name: "subtract",
  options: (raw) => known(raw, "subtract", []),
  shape(inputs) {
    if (inputs.length !== 2) throw new NetworkError(`invalid inputs of subtract: ${inputs.length}; expected two`);
    return equalShapes(inputs, "subtract");
  },
  parameters: () => [],
  macs: () => 0,
  memory: writesOutput,
  field: samePosition,
  onnx: (emit, [a, b]) => emit.node("Sub", [a, b])[0],
  torch: ([a, b]) => ({forward: `${a} - ${b}`})
};

/** a − b, element by element. */
export function subtract(a: Value, b: Value, options: Named = {}): Value {
  return apply(subtractOp, [a, b], options);
}
