import {block} from "../../graph/block.ts";
import {NetworkError} from "../../graph/errors.ts";
import {flag, integer, known} from "../../graph/options.ts";
import {conv} from "../../ops/conv.ts";
import {positionEmbedding} from "../../ops/positionEmbedding.ts";
import {tokens} from "../../ops/tokens.ts";

export interface PatchEmbeddingOptions {
  /** Channels of a token. */
  width: number;
  /** Side p of a patch, which becomes one token; must divide height and width. */
  patch?: number;
  /** Whether a learned vector is added for each place. */
  positions?: boolean;
}

/**
 * A vision transformer's way in: each p×p patch becomes a token by one linear map, a convolution of stride p, and a learned
 * vector for its place is added. [c, H, W] → [t, width] with t = H/p · W/p tokens, row by row.
 *
 * @family plain
 * @paper Dosovitskiy et al., An Image is Worth 16x16 Words, arXiv 2010.11929
 * @parameters patch²·C·width + width + [positions]·H·W·width/patch²
 */
export const patchEmbedding = block<PatchEmbeddingOptions, Required<PatchEmbeddingOptions>>(
  "patchEmbedding",
  (raw, x) => {
    const {width, patch = 16, positions = true} = known(raw, "patchEmbedding", ["width", "patch", "positions"]);
    const side = integer("patch", patch);
    for (const extent of x.shape.slice(1))
      if (extent % side) throw new NetworkError(`invalid patch: ${side}; must divide ${x.shape.slice(1).join("×")}`);
    return {width: integer("width", width), patch: side, positions: flag("positions", positions)};
  },
  (x, {width, patch, positions}) => {
    const y = tokens(conv(x, {width, kernel: patch, stride: patch, name: "patch_embed.proj"}), {name: "tokens"});
    return positions ? positionEmbedding(y, {name: "pos_embed"}) : y;
  }
);
