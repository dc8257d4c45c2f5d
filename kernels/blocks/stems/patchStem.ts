import {block} from "../../graph/block.ts";
import {NetworkError} from "../../graph/errors.ts";
import {integer, known} from "../../graph/options.ts";
import {batchNorm} from "../../ops/batchNorm.ts";
import {conv} from "../../ops/conv.ts";
import {gelu} from "../../ops/gelu.ts";

export interface PatchStemOptions {
  /** Channels C after it; a multiple of 4. */
  width: number;
  /** Side of a patch, which becomes one position. */
  patch?: number;
}

/**
 * WaveMix's patch stem: two 3×3 convolutions to C/4 and C/2, one p×p of stride p to C, GELU, batch norm.
 *
 * @family heads and stems
 * @paper Jeevan et al., WaveMix: A Resource-efficient Neural Network for Image Analysis, arXiv 2205.14375
 * @parameters 9·C·width/4 + width/4 + 9·width²/8 + width/2 + patch²·width²/2 + 3·width
 */
export const patchStem = block<PatchStemOptions, Required<PatchStemOptions>>(
  "patchStem",
  (raw) => {
    const {width, patch = 4} = known(raw, "patchStem", ["width", "patch"]);
    if (integer("width", width) % 4)
      throw new NetworkError(`invalid width: ${String(width)}; expected a multiple of 4`);
    return {width: integer("width", width), patch: integer("patch", patch)};
  },
  (x, {width, patch}) => {
    x = conv(x, {width: width / 4, kernel: 3, padding: 1, name: "0"});
    x = conv(x, {width: width / 2, kernel: 3, padding: 1, name: "1"});
    x = conv(x, {width, kernel: patch, stride: patch, name: "2"});
    return batchNorm(gelu(x, {name: "3"}), {name: "4"});
  }
);
