import {apply, type Applied} from "../graph/block.ts";
import {integer, known} from "../graph/options.ts";
import type {OnnxEmitter, Op} from "../graph/op.ts";
import {size} from "../graph/shape.ts";
import type {Value} from "../graph/trace.ts";
import {single} from "./rules/expect.ts";
import {headsOf, onnxPart} from "./rules/heads.ts";
import {reshapeSamples} from "./rules/onnxMap.ts";
import {everyPosition} from "./rules/pointwise.ts";

export interface CrossCovarianceOptions {
  /** Heads h; must divide the channels. */
  heads: number;
}

/** The least length that a query or key is divided by, as torch's normalize has it. */
const floor = 1e-12;

const torchHelper = `def cross_covariance(qkv, temperature):
    """Attention among the channels of each head: rows are output channels, columns those of the values."""
    heads = temperature.shape[0]
    q, k, _ = qkv.reshape(*qkv.shape[:2], 3, heads, -1).permute(2, 0, 3, 4, 1)
    cosines = F.normalize(q, dim=-1) @ F.normalize(k, dim=-1).transpose(-2, -1)
    return (cosines * temperature).softmax(dim=-1).flatten(1, 2)`;

/**
 * The map of cross-covariance attention (El-Nouby et al. 2021, arXiv 2106.09681): softmax over j of τ_h · cos(q_i, k_j) between
 * the channels of a head, each a vector over the tokens divided by max(length, 1e-12). Its parameter, the temperature
 * τ [heads, 1, 1], stands at the op's own path.
 */
export const crossCovarianceOp: Op<{readonly heads: number}, "crossCovariance"> = {
  name: "crossCovariance",
  options: (raw) => ({heads: integer("heads", known(raw, "crossCovariance", ["heads"]).heads)}),
  shape(inputs, {heads}) {
    const {channels, width} = headsOf(single(inputs, "crossCovariance"), heads, "crossCovariance");
    return [channels, width];
  },
  parameters: (_, {heads}) => [
    {name: "", shape: [heads, 1, 1], role: "trainable", initial: {kind: "constant", value: 1}}
  ],
  macs: ({inputs: [[tokens]], output}) => size(output) * tokens,
  // the map, and queries and keys divided by their lengths
  memory: ({inputs: [qkv], output}) => ({training: size(output) + (2 * size(qkv)) / 3, inference: size(output)}),
  field: everyPosition,
  onnx(emit, [qkv], {inputs: [shape], output, options: {heads}}) {
    const parts = headsOf(shape, heads, "crossCovariance");
    const queries = divided(emit, onnxPart(emit, qkv, 0, "channels", parts), 3);
    const keys = divided(emit, onnxPart(emit, qkv, 1, "tokens", parts), 2);
    const [cosines] = emit.node("MatMul", [queries, keys]);
    const [scaled] = emit.node("Mul", [cosines, emit.parameter("")]);
    return reshapeSamples(emit, emit.node("Softmax", [scaled], {axis: -1})[0], output);
  },
  torch: ([qkv], self, {options: {heads}}) => ({
    module: `nn.Parameter(torch.ones(${heads}, 1, 1))`,
    forward: `cross_covariance(${qkv}, ${self})`,
    helpers: [torchHelper]
  })
};

/** Vectors along an axis, divided by their lengths. */
function divided(emit: OnnxEmitter, x: string, axis: number): string {
  const [lengths] = emit.node("ReduceL2", [x], {axes: [axis], keepdims: 1});
  return emit.node("Div", [x, emit.node("Max", [lengths, emit.floats([floor], [])])[0]])[0];
}

/** Queries, keys and values [t, 3c] → the map [c, c/heads] of each head's channels, whose rows sum to 1. */
export function crossCovariance(qkv: Value, options: CrossCovarianceOptions & Applied): Value {
  return apply(crossCovarianceOp, [qkv], options);
}
