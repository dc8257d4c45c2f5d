import {block} from "../../graph/block.ts";
import {integer, known} from "../../graph/options.ts";
import {conv} from "../../ops/conv.ts";
import {fourierPositions, fourierPositionsOp, type FourierPositions} from "../../ops/fourierPositions.ts";
import {initialOption, type WeightStart} from "../../ops/rules/initial.ts";
import {authorsStart} from "./edgeNeXtVariant.ts";

export interface FourierPositionalEncodingOptions {
  /** Channels C of the encoding; those of x if absent. */
  width?: number;
  /** Features H a coordinate; even. */
  hidden?: number;
  /** The base of the wave lengths. */
  temperature?: number;
  /** How its weights start; the authors' normal distribution if absent. */
  initial?: WeightStart;
}

interface FourierPositionalEncoding extends FourierPositions {
  readonly width: number;
  readonly initial: WeightStart;
}

/**
 * Where each pixel stands, as sines and cosines of its row and column, projected to C channels by a learned 1×1 convolution.
 * Reads the size of x alone, [c, h, w] → [C, h, w]; add it to what shall know its place. Any size fits the same weights.
 *
 * @family EdgeNeXt
 * @paper El-Nouby et al., XCiT: Cross-Covariance Image Transformers, arXiv 2106.09681
 * @parameters 2·hidden·width + width
 */
export const fourierPositionalEncoding = block<FourierPositionalEncodingOptions, FourierPositionalEncoding>(
  "fourierPositionalEncoding",
  (raw, x) => {
    const keys = ["width", "hidden", "temperature", "initial"] as const;
    const {width = x.shape[0], hidden, temperature, initial} = known(raw, "fourierPositionalEncoding", keys);
    const waves = {...(hidden !== undefined && {hidden}), ...(temperature !== undefined && {temperature})};
    return {
      width: integer("width", width),
      ...fourierPositionsOp.options(waves),
      initial: initialOption(initial).initial ?? authorsStart
    };
  },
  (x, {width, hidden, temperature, initial}) =>
    conv(fourierPositions(x, {hidden, temperature, name: "features"}), {
      width,
      kernel: 1,
      initial,
      name: "token_projection"
    })
);
