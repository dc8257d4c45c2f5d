import {block} from "../../graph/block.ts";
import {NetworkError} from "../../graph/errors.ts";
import {fraction, integer, keyword, known} from "../../graph/options.ts";
import {batchNorm} from "../../ops/batchNorm.ts";
import {conv} from "../../ops/conv.ts";
import {convTranspose} from "../../ops/convTranspose.ts";
import {dropout} from "../../ops/dropout.ts";
import {gelu} from "../../ops/gelu.ts";
import {resize} from "../../ops/resize.ts";

export interface FeedForwardOptions {
  /** Channels between the two 1×1 convolutions, m·C. */
  hidden: number;
  /** Channels after them, F. */
  ff: number;
  /** Output channels. */
  width: number;
  /** Share of the values set to 0 in training, between the two 1×1 convolutions. */
  dropout?: number;
  /** How height and width are doubled: a learned 4×4 transposed convolution, or nearest neighbours without weights. */
  upsample?: "transposed" | "nearest";
}

/**
 * WaveMix's feed-forward (specs/wavemix.md, section 3): 1×1 convolution to hidden, GELU, dropout, 1×1 convolution to F, 4×4
 * transposed convolution of stride 2 to the width, batch norm: keys 0 to 5. Doubles height and width; no activation follows.
 *
 * @family WaveMix
 * @paper Jeevan et al., WaveMix: A Resource-efficient Neural Network for Image Analysis, arXiv 2205.14375
 * @parameters C·hidden + hidden + hidden·ff + ff + [upsample = "transposed"]·(16·ff·width + width) + 2·width
 */
export const feedForward = block<FeedForwardOptions, Required<FeedForwardOptions>>(
  "feedForward",
  (raw) => {
    const {
      hidden,
      ff,
      width,
      dropout = 0.5,
      upsample = "transposed"
    } = known(raw, "feedForward", ["hidden", "ff", "width", "dropout", "upsample"]);
    const options = {
      hidden: integer("hidden", hidden),
      ff: integer("ff", ff),
      width: integer("width", width),
      dropout: fraction("dropout", dropout),
      upsample: keyword("upsample", upsample, ["transposed", "nearest"] as const)
    };
    if (options.upsample === "nearest" && options.ff !== options.width)
      throw new NetworkError(
        `invalid ff: ${options.ff}; upsampling without weights keeps channels, so expected ${options.width}`
      );
    return options;
  },
  (x, {hidden, ff, width, dropout: rate, upsample}) => {
    x = conv(x, {width: hidden, kernel: 1, name: "0"});
    x = gelu(x, {name: "1"});
    x = dropout(x, {rate, name: "2"});
    x = conv(x, {width: ff, kernel: 1, name: "3"});
    x =
      upsample === "transposed"
        ? convTranspose(x, {width, kernel: 4, stride: 2, padding: 1, name: "4"})
        : resize(x, {size: [2 * x.shape[1], 2 * x.shape[2]], method: "nearest", name: "4"});
    return batchNorm(x, {name: "5"});
  }
);
