import {apply, type Applied} from "../graph/block.ts";
import {flag, integer, known} from "../graph/options.ts";
import type {Op} from "../graph/op.ts";
import {size} from "../graph/shape.ts";
import type {Value} from "../graph/trace.ts";
import {weightAndBias} from "./rules/affine.ts";
import {rank, single} from "./rules/expect.ts";
import {initialOption, type WeightStart} from "./rules/initial.ts";
import {writesOutput} from "./rules/pointwise.ts";

export interface LinearOptions {
  /** Output features. */
  width: number;
  bias?: boolean;
  /** How the weight starts, and the bias at 0 with it; torch's uniform ±1/√fan_in for both if absent. */
  initial?: WeightStart;
}

export interface Linear {
  readonly width: number;
  readonly bias: boolean;
  readonly initial?: WeightStart;
}

/** y = x·Wᵀ + b on the last axis of features [c] or tokens [t, c]. */
export const linearOp: Op<Linear, "linear"> = {
  name: "linear",
  options(raw) {
    const {width, bias = true, initial} = known(raw, "linear", ["width", "bias", "initial"]);
    return {width: integer("width", width), bias: flag("bias", bias), ...initialOption(initial)};
  },
  shape(inputs, {width}) {
    const shape = single(inputs, "linear");
    if (shape.length !== 1 && shape.length !== 2)
      throw rank(shape, "linear", "[c] or [t, c]; use conv with kernel 1, globalAveragePool or flatten on a map");
    return [...shape.slice(0, -1), width];
  },
  parameters([shape], {width, bias, initial}) {
    const features = shape[shape.length - 1];
    return weightAndBias([width, features], features, width, bias, initial);
  },
  macs: ({inputs: [shape], output}) => size(output) * shape[shape.length - 1],
  memory: writesOutput,
  field: (interval) => [interval],
  onnx(emit, [x], {inputs: [shape], options: {bias}}) {
    const weight = emit.parameter("weight");
    if (shape.length === 1)
      return emit.node("Gemm", [x, weight, ...(bias ? [emit.parameter("bias")] : [])], {transB: 1})[0];
    const [turned] = emit.node("Transpose", [weight], {perm: [1, 0]});
    const [product] = emit.node("MatMul", [x, turned]);
    return bias ? emit.node("Add", [product, emit.parameter("bias")])[0] : product;
  },
  torch: ([x], self, {inputs: [shape], options: {width, bias}}) => ({
    module: `nn.Linear(${shape[shape.length - 1]}, ${width}${bias ? "" : ", bias=False"})`,
    forward: `${self}(${x})`
  })
};

/** Linear map of the last axis; weight [width, c]. */
export function linear(x: Value, options: LinearOptions & Applied): Value {
  return apply(linearOp, [x], options);
}
