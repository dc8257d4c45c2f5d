import {apply, type Named} from "../graph/block.ts";
import {fraction, known} from "../graph/options.ts";
import type {Op} from "../graph/op.ts";
import {size} from "../graph/shape.ts";
import type {Value} from "../graph/trace.ts";
import {single} from "./rules/expect.ts";
import {samePosition} from "./rules/pointwise.ts";
import {pythonFloat} from "./rules/python.ts";

export interface DropoutOptions {
  /** The share of elements set to zero in training; the others are scaled by 1 / (1 − rate). */
  rate: number;
}

/** Dropout (Srivastava et al. 2014), element by element; the identity outside training. */
export const dropoutOp: Op<{readonly rate: number}, "dropout"> = {
  name: "dropout",
  options: (raw) => ({rate: fraction("rate", known(raw, "dropout", ["rate"]).rate)}),
  shape: (inputs) => single(inputs, "dropout"),
  parameters: () => [],
  macs: () => 0,
  // what it writes and the mask it drew
  memory: ({output, options: {rate}}) => ({training: rate > 0 ? 2 * size(output) : 0, inference: 0}),
  field: samePosition,
  onnx: (_, [x]) => x,
  torch: ([x], _self, {options: {rate}}) => ({
    forward: rate > 0 ? `F.dropout(${x}, ${pythonFloat(rate)}, self.training)` : x
  })
};

/** Dropout; the shape stays. */
export function dropout(x: Value, options: DropoutOptions & Named): Value {
  return apply(dropoutOp, [x], options);
}
