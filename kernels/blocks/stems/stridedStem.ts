import {block} from "../../graph/block.ts";
import {NetworkError} from "../../graph/errors.ts";
import {integer, known} from "../../graph/options.ts";
import {conv} from "../../ops/conv.ts";

export interface StridedStemOptions {
  /** Channels C after it; even. */
  width: number;
  /** Of both convolutions, so that 2 divides the sides by 4. */
  stride?: number;
}

/**
 * WaveMix's stem of two 3×3 convolutions, to C/2 and to C channels, with nothing between.
 *
 * @family heads and stems
 * @paper Jeevan et al., WaveMix: A Resource-efficient Neural Network for Image Analysis, arXiv 2205.14375
 * @parameters 9·C·width/2 + width/2 + 9·width²/2 + width
 */
export const stridedStem = block<StridedStemOptions, Required<StridedStemOptions>>(
  "stridedStem",
  (raw) => {
    const {width, stride = 1} = known(raw, "stridedStem", ["width", "stride"]);
    if (integer("width", width) % 2) throw new NetworkError(`invalid width: ${String(width)}; expected an even number`);
    return {width: integer("width", width), stride: integer("stride", stride)};
  },
  (x, {width, stride}) => {
    x = conv(x, {width: width / 2, kernel: 3, stride, padding: 1, name: "0"});
    return conv(x, {width, kernel: 3, stride, padding: 1, name: "1"});
  }
);
