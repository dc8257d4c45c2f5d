import {apply, type Named} from "../graph/block.ts";
import {fraction, known} from "../graph/options.ts";
import type {Op} from "../graph/op.ts";
import type {Value} from "../graph/trace.ts";
import {single} from "./rules/expect.ts";
import {samePosition, writesOutput} from "./rules/pointwise.ts";
import {pythonFloat} from "./rules/python.ts";

export interface LeakyReluOptions {
  /** What negative values are multiplied by; torch's 0.01 if absent. */
  slope?: number;
}

/** max(x, slope·x), element by element (Maas et al. 2013). */
export const leakyReluOp: Op<{readonly slope: number}, "leakyRelu"> = {
  name: "leakyRelu",
  options: (raw) => ({slope: fraction("slope", known(raw, "leakyRelu", ["slope"]).slope ?? 0.01)}),
  shape: (inputs) => single(inputs, "leakyRelu"),
  parameters: () => [],
  macs: () => 0,
  memory: writesOutput,
  field: samePosition,
  onnx: (emit, [x], {options: {slope}}) => emit.node("LeakyRelu", [x], {alpha: {float: slope}})[0],
  torch: ([x], _self, {options: {slope}}) => ({forward: `F.leaky_relu(${x}, ${pythonFloat(slope)})`})
};

/** Leaky rectifier; the shape stays. */
export function leakyRelu(x: Value, options: LeakyReluOptions & Named = {}): Value {
  return apply(leakyReluOp, [x], options);
}
