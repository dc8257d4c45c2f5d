import {apply, type Named} from "../graph/block.ts";
import {integer, known} from "../graph/options.ts";
import type {Op} from "../graph/op.ts";
import {size} from "../graph/shape.ts";
import type {Value} from "../graph/trace.ts";
import {single} from "./rules/expect.ts";
import {headsOf, onnxPart} from "./rules/heads.ts";
import {reshapeSamples} from "./rules/onnxMap.ts";
import {everyPosition, writesOutput} from "./rules/pointwise.ts";

export interface TokenAttentionOptions {
  /** Heads h; must divide the channels. */
  heads: number;
}

const torchHelper = `def token_attention(qkv, heads):
    """Attention among tokens: rows read, columns are read."""
    q, k, _ = qkv.reshape(*qkv.shape[:2], 3, heads, -1).permute(2, 0, 3, 1, 4)
    return (q @ k.transpose(-2, -1) * q.shape[-1] ** -0.5).softmax(dim=-1).flatten(1, 2)`;

/** The map of self-attention (Vaswani et al. 2017): softmax over m of q_n · k_m/√d for each head. */
export const tokenAttentionOp: Op<{readonly heads: number}, "tokenAttention"> = {
  name: "tokenAttention",
  options: (raw) => ({heads: integer("heads", known(raw, "tokenAttention", ["heads"]).heads)}),
  shape(inputs, {heads}) {
    const {tokens} = headsOf(single(inputs, "tokenAttention"), heads, "tokenAttention");
    return [heads * tokens, tokens];
  },
  parameters: () => [],
  macs: ({inputs: [[, joined]], output, options: {heads}}) => (size(output) * joined) / (3 * heads),
  memory: writesOutput,
  field: everyPosition,
  onnx(emit, [qkv], {inputs: [shape], output, options: {heads}}) {
    const parts = headsOf(shape, heads, "tokenAttention");
    const [queries] = emit.node("Mul", [
      onnxPart(emit, qkv, 0, "tokens", parts),
      emit.floats([1 / Math.sqrt(parts.width)], [])
    ]);
    const [products] = emit.node("MatMul", [queries, onnxPart(emit, qkv, 1, "channels", parts)]);
    return reshapeSamples(emit, emit.node("Softmax", [products], {axis: -1})[0], output);
  },
  torch: ([qkv], _self, {options: {heads}}) => ({
    forward: `token_attention(${qkv}, ${heads})`,
    helpers: [torchHelper]
  })
};

/** Queries, keys and values [t, 3c] → the maps of all heads, [heads·t, t], whose rows sum to 1. */
export function tokenAttention(qkv: Value, options: TokenAttentionOptions & Named): Value {
  return apply(tokenAttentionOp, [qkv], options);
}
