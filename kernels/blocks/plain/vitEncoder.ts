import {block} from "../../graph/block.ts";
import {fraction, integer, known} from "../../graph/options.ts";
import type {Value} from "../../graph/trace.ts";
import {add} from "../../ops/add.ts";
import {dropPath} from "../../ops/dropPath.ts";
import {gelu} from "../../ops/gelu.ts";
import {layerNorm} from "../../ops/layerNorm.ts";
import {linear} from "../../ops/linear.ts";
import {mixTokens} from "../../ops/mixTokens.ts";
import {tokenAttention} from "../../ops/tokenAttention.ts";

export interface VitEncoderOptions {
  /** Heads h of the attention; must divide the channels. */
  heads?: number;
  /** Expansion m of the two linear maps. */
  mult?: number;
  /** Rate of stochastic depth of both branches. */
  dropPath?: number;
}

const initial = {kind: "truncatedNormal", deviation: 0.02} as const;

/**
 * A vision transformer's encoder block: attention among tokens, then two linear maps with GELU between on each token, each
 * after a layer norm and added to what came in. Tokens [t, c] stay [t, c]; the map of attention costs t² values a head.
 *
 * @family plain
 * @paper Dosovitskiy et al., An Image is Worth 16x16 Words, arXiv 2010.11929
 * @parameters 4·C + 4·C² + 4·C + 2·mult·C² + mult·C + C
 */
export const vitEncoder = block<VitEncoderOptions, Required<VitEncoderOptions>>(
  "vitEncoder",
  (raw, x) => {
    const {
      heads = Math.max(1, Math.floor(x.shape[1] / 64)),
      mult = 4,
      dropPath = 0
    } = known(raw, "vitEncoder", ["heads", "mult", "dropPath"]);
    return {heads: integer("heads", heads), mult: integer("mult", mult), dropPath: fraction("dropPath", dropPath)};
  },
  (x, {heads, mult, dropPath: rate}) => {
    const width = x.shape[1];
    const drop = (y: Value, name: string) => (rate > 0 ? dropPath(y, {rate, name}) : y);
    const qkv = linear(layerNorm(x, {epsilon: 1e-6, name: "norm1"}), {width: 3 * width, initial, name: "attn.qkv"});
    let y = mixTokens(tokenAttention(qkv, {heads, name: "attn.map"}), qkv, {name: "attn.mixed"});
    y = linear(y, {width, initial, name: "attn.proj"});
    x = add(x, drop(y, "drop_path1"), {name: "add1"});
    y = linear(layerNorm(x, {epsilon: 1e-6, name: "norm2"}), {width: mult * width, initial, name: "mlp.fc1"});
    y = linear(gelu(y, {name: "mlp.act"}), {width, initial, name: "mlp.fc2"});
    return add(x, drop(y, "drop_path2"), {name: "add2"});
  }
);
