import type {Network} from "../../graph/network.ts";
import {fraction, integer, known} from "../../graph/options.ts";
import type {Shape} from "../../graph/shape.ts";
import {network} from "../../graph/trace.ts";
import {patchEmbedding} from "../../blocks/stems/patchEmbedding.ts";
import {vitEncoder} from "../../blocks/plain/vitEncoder.ts";
import {globalAveragePool} from "../../ops/globalAveragePool.ts";
import {layerNorm} from "../../ops/layerNorm.ts";
import {linear} from "../../ops/linear.ts";
import {untokens} from "../../ops/untokens.ts";
import {named} from "../mgic/named.ts";

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
  /** Stochastic depth of the last block; it rises linearly from 0. */
  dropPath?: number;
}

export const visionTransformerConfigurations = {
  tiny: {width: 192, depth: 12, heads: 3},
  small: {width: 384, depth: 12, heads: 6},
  base: {width: 768, depth: 12, heads: 12}
} as const satisfies Record<string, VisionTransformer>;

/**
 * A vision transformer, `"tiny"`, `"small"`, `"base"` or of a size of its own. The mean of all tokens is classified, in the place of a
 * class token (as in Beyer et al., arXiv 2205.01580), so it has 2·width parameters fewer than the paper's: the token and its position.
 * Keys are those of the usual PyTorch files; height and width are fixed by the learned positions.
 *
 * @paper Dosovitskiy et al., An Image is Worth 16x16 Words, arXiv 2010.11929
 */
export function visionTransformer(
  name: keyof typeof visionTransformerConfigurations | VisionTransformer = "base",
  options: VisionTransformer = {}
): Network {
  const given = named<VisionTransformer>("visionTransformer", visionTransformerConfigurations, name, options);
  const keys = ["input", "classes", "patch", "width", "depth", "heads", "dropPath"] as const;
  const {input = [3, 224, 224], ...rest} = known(given, "visionTransformer", keys);
  const width = integer("width", rest.width ?? 768);
  const depth = integer("depth", rest.depth ?? 12, 0);
  const patch = integer("patch", rest.patch ?? 16);
  const rate = fraction("dropPath", rest.dropPath ?? 0);
  return network(input as Shape, (x) => {
    const [height, across] = x.shape.slice(1).map((extent) => extent / patch);
    let y = patchEmbedding(x, {width, patch, name: ""});
    const heads = rest.heads === undefined ? {} : {heads: integer("heads", rest.heads)};
    for (let i = 0; i < depth; ++i)
      y = vitEncoder(y, {...heads, dropPath: (rate * i) / Math.max(1, depth - 1), name: `blocks.${i}`});
    y = untokens(layerNorm(y, {epsilon: 1e-6, name: "norm"}), {height, width: across, name: "map"});
    y = globalAveragePool(y, {name: "pool"});
    return linear(y, {width: integer("classes", rest.classes ?? 1000), name: "head"});
  });
}
