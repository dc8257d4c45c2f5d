import {block} from "../../graph/block.ts";
import {NetworkError} from "../../graph/errors.ts";
import {flag, integer, known} from "../../graph/options.ts";
import {classToken as prependToken} from "../../ops/classToken.ts";
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
  /** Whether a learned token stands before those of the patches, with a place of its own. */
  classToken?: boolean;
}

/**
 * A vision transformer's way in: each p×p patch becomes a token by one linear map, a convolution of stride p, and a learned
 * vector for its place is added. [c, H, W] → [t, width] with t = H/p · W/p tokens, row by row; one more with a class token.
 *
 * @family plain
 * @paper Dosovitskiy et al., An Image is Worth 16x16 Words, arXiv 2010.11929
 * @parameters patch²·C·width + width + [classToken]·width + [positions]·(H·W/patch² + [classToken])·width
 */
export const patchEmbedding = block<PatchEmbeddingOptions, Required<PatchEmbeddingOptions>>(
  "patchEmbedding",
  (raw, x) => {
    const keys = ["width", "patch", "positions", "classToken"] as const;
    const {width, patch = 16, positions = true, classToken = false} = known(raw, "patchEmbedding", keys);
    const side = integer("patch", patch);
    for (const extent of x.shape.slice(1))
      if (extent % side) throw new NetworkError(`invalid patch: ${side}; must divide ${x.shape.slice(1).join("×")}`);
    return {
      width: integer("width", width),
      patch: side,
      positions: flag("positions", positions),
      classToken: flag("classToken", classToken)
    };
  },
  (x, {width, patch, positions, classToken}) => {
    let y = tokens(conv(x, {width, kernel: patch, stride: patch, name: "patch_embed.proj"}), {name: "tokens"});
    if (classToken) y = prependToken(y, {name: "cls_token"});
    return positions ? positionEmbedding(y, {name: "pos_embed"}) : y;
  }
);
