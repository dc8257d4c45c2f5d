import {apply, type Applied} from "../graph/block.ts";
import {fraction, known, positive} from "../graph/options.ts";
import type {Op} from "../graph/op.ts";
import {size} from "../graph/shape.ts";
import type {Value} from "../graph/trace.ts";
import {affine} from "./rules/affine.ts";
import {rank, single} from "./rules/expect.ts";
import {samePosition} from "./rules/pointwise.ts";
import {pythonFloat} from "./rules/python.ts";

export interface BatchNormOptions {
  /** Added to the variance; PyTorch's 1e-5. */
  epsilon?: number;
  /** Weight of the batch in the running statistics, in PyTorch's sense: 0.1. */
  momentum?: number;
}

/**
 * Batch normalisation (Ioffe and Szegedy 2015) of each channel of a map [c, h, w], or of features [c]. Training takes the
 * batch's mean and biased variance and moves the running ones, the variance unbiased; otherwise it takes the running ones.
 * The field is that of the trained network: in training the batch's statistics reach every position.
 */
export const batchNormOp: Op<{readonly epsilon: number; readonly momentum: number}, "batchNorm"> = {
  name: "batchNorm",
  options(raw) {
    const {epsilon = 1e-5, momentum = 0.1} = known(raw, "batchNorm", ["epsilon", "momentum"]);
    return {epsilon: positive("epsilon", epsilon), momentum: fraction("momentum", momentum)};
  },
  shape(inputs) {
    const shape = single(inputs, "batchNorm");
    if (shape.length !== 1 && shape.length !== 3) throw rank(shape, "batchNorm", "[c, h, w] or [c]");
    return shape;
  },
  parameters: ([[channels]]) => [
    ...affine(channels),
    {name: "running_mean", shape: [channels], role: "statistic", initial: {kind: "constant", value: 0}},
    {name: "running_var", shape: [channels], role: "statistic", initial: {kind: "constant", value: 1}},
    {name: "num_batches_tracked", shape: [], role: "counter", initial: {kind: "constant", value: 0}}
  ],
  macs: () => 0,
  memory: ({output}) => ({training: size(output), inference: size(output)}),
  field: samePosition,
  onnx: (emit, [x], {options: {epsilon}}) =>
    emit.node(
      "BatchNormalization",
      [x, ...["weight", "bias", "running_mean", "running_var"].map((name) => emit.parameter(name))],
      {epsilon: {float: epsilon}}
    )[0],
  torch: ([x], self, {inputs: [shape], options: {epsilon, momentum}}) => ({
    module:
      `nn.BatchNorm${shape.length === 3 ? "2d" : "1d"}(${shape[0]}` +
      (epsilon === 1e-5 ? "" : `, eps=${pythonFloat(epsilon)}`) +
      (momentum === 0.1 ? ")" : `, momentum=${pythonFloat(momentum)})`),
    forward: `${self}(${x})`
  })
};

/** Batch normalisation of channels; the shape stays. */
export function batchNorm(x: Value, options: BatchNormOptions & Applied = {}): Value {
  return apply(batchNormOp, [x], options);
}
