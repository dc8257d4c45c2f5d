import {apply, type Named} from "../graph/block.ts";
import {fraction, known} from "../graph/options.ts";
import type {Op} from "../graph/op.ts";
import {size} from "../graph/shape.ts";
import type {Value} from "../graph/trace.ts";
import {single} from "./rules/expect.ts";
import {samePosition} from "./rules/pointwise.ts";
import {pythonFloat} from "./rules/python.ts";

export interface DropPathOptions {
  /** The share of samples that are set to zero in training; the others are scaled by 1 / (1 − rate). */
  rate: number;
}

const torchHelper = `def drop_path(x, rate, training):
    """Sets whole samples to zero in training."""
    if not training:
        return x
    kept = torch.rand(x.shape[0], *[1] * (x.dim() - 1), device=x.device) >= rate
    return x * kept / (1 - rate)`;

/** Stochastic depth (Huang et al. 2016, arXiv 1603.09382), sample by sample; the identity outside training. */
export const dropPathOp: Op<{readonly rate: number}, "dropPath"> = {
  name: "dropPath",
  options: (raw) => ({rate: fraction("rate", known(raw, "dropPath", ["rate"]).rate)}),
  shape: (inputs) => single(inputs, "dropPath"),
  parameters: () => [],
  macs: () => 0,
  memory: ({output, options: {rate}}) => ({training: rate > 0 ? size(output) : 0, inference: 0}),
  field: samePosition,
  onnx: (_, [x]) => x,
  torch: ([x], _self, {options: {rate}}) =>
    rate > 0 ? {forward: `drop_path(${x}, ${pythonFloat(rate)}, self.training)`, helpers: [torchHelper]} : {forward: x}
};

/** Stochastic depth; the shape stays. */
export function dropPath(x: Value, options: DropPathOptions & Named): Value {
  return apply(dropPathOp, [x], options);
}
