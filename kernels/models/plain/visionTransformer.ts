import type {Network} from "../../graph/network.ts";
import {fraction, integer, keyword, known} from "../../graph/options.ts";
import type {Shape} from "../../graph/shape.ts";
import {network} from "../../graph/trace.ts";
import {patchEmbedding} from "../../blocks/stems/patchEmbedding.ts";
import {vitEncoder} from "../../blocks/plain/vitEncoder.ts";
import {globalAveragePool} from "../../ops/globalAveragePool.ts";
import {layerNorm} from "../../ops/layerNorm.ts";
import {linear} from "../../ops/linear.ts";
import {pickToken} from "../../ops/pickToken.ts";
import {untokens} from "../../ops/untokens.ts";
import {named} from "../named.ts";

export interface VisionTransformer {
  /** Channels, height and width of one image; 3×224×224 if absent. */
  input?: Shape;
  classes?: number;
  /** Side of a patch; 16 if absent. */
  patch?: number;
  /** Channels of a token. */
  width?: number;
  /** Encoder blocks. */
  depth?: number;
  heads?: number;
  /** What is classified: a learned class token, as in the paper, or the mean of all patches' tokens (Beyer et al., arXiv 2205.01580). */
  pool?: "token" | "mean";
  /** Stochastic depth of the last block; it rises linearly from 0. */
  dropPath?: number;
}

export const visionTransformerConfigurations = {
  tiny: {width: 192, depth: 12, heads: 3},
  small: {width: 384, depth: 12, heads: 6},
  base: {width: 768, depth: 12, heads: 12}
} as const satisfies Record<string, VisionTransformer>;

/**
 * A vision transformer, `"tiny"`, `"small"`, `"base"` or of a size of its own. Keys are timm's (`cls_token`, `pos_embed`,
 * `blocks.0.attn.qkv.weight`); height and width are fixed by the learned positions.
 *
 * @paper Dosovitskiy et al., An Image is Worth 16x16 Words, arXiv 2010.11929
 */
export function visionTransformer(
  name: keyof typeof visionTransformerConfigurations | VisionTransformer = "base",
  options: VisionTransformer = {}
): Network {
  const given = named<VisionTransformer>("visionTransformer", visionTransformerConfigurations, name, options);
  const keys = ["input", "classes", "patch", "width", "depth", "heads", "pool", "dropPath"] as const;
  const {input = [3, 224, 224], ...rest} = known(given, "visionTransformer", keys);
  const width = integer("width", rest.width ?? 768);
  const depth = integer("depth", rest.depth ?? 12, 0);
  const patch = integer("patch", rest.patch ?? 16);
  const pool = keyword("pool", rest.pool ?? "token", ["token", "mean"] as const);
  const rate = fraction("dropPath", rest.dropPath ?? 0);
  return network(input as Shape, (x) => {
    const [height, across] = x.shape.slice(1).map((extent) => extent / patch);
    let y = patchEmbedding(x, {width, patch, classToken: pool === "token", name: ""});
    const heads = rest.heads === undefined ? {} : {heads: integer("heads", rest.heads)};
    for (let i = 0; i < depth; ++i)
      y = vitEncoder(y, {...heads, dropPath: (rate * i) / Math.max(1, depth - 1), name: `blocks.${i}`});
    y = layerNorm(y, {epsilon: 1e-6, name: "norm"});
    y =
      pool === "token"
        ? pickToken(y, {name: "pool"})
        : globalAveragePool(untokens(y, {height, width: across, name: "map"}), {name: "pool"});
    return linear(y, {width: integer("classes", rest.classes ?? 1000), name: "head"});
  });
}
