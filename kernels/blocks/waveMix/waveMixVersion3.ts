import {block} from "../../graph/block.ts";
import {NetworkError} from "../../graph/errors.ts";
import {flag, fraction, integer, known} from "../../graph/options.ts";
import {add} from "../../ops/add.ts";
import {batchNorm} from "../../ops/batchNorm.ts";
import {conv} from "../../ops/conv.ts";
import {dropout} from "../../ops/dropout.ts";
import {dwt} from "../../ops/dwt.ts";
import {gelu} from "../../ops/gelu.ts";
import {pixelShuffle} from "../../ops/pixelShuffle.ts";
import {checkDivisible, reduction} from "./pyramid.ts";

export interface WaveMixVersion3Options {
  /** Expansion; the pixel shuffle gives C channels back only if it is 4. */
  mult?: 4;
  /** Share of the values set to 0 in training, in the feed-forward. */
  dropout?: number;
  /** Whether x is added to the branch, as in the papers. */
  residual?: boolean;
}

/**
 * The block of January 2024: as WaveMix-Lite, but with a pixel shuffle and a 3×3 convolution in the place of the second 1×1
 * and the transposed convolution. The authors' file ignores F and L, so they are no options here.
 *
 * @family WaveMix
 * @paper Jeevan et al., WaveMix: A Resource-efficient Neural Network for Image Analysis, arXiv 2205.14375 (the code of
 *   January 2024)
 * @parameters C²/4 + C/4 + 13·C² + 7·C
 */
export const waveMixVersion3 = block<WaveMixVersion3Options, {mult: number; dropout: number; residual: boolean}>(
  "waveMixVersion3",
  (raw) => {
    const {mult = 4, dropout = 0.5, residual = true} = known(raw, "waveMixVersion3", ["mult", "dropout", "residual"]);
    if (integer("mult", mult) !== 4)
      throw new NetworkError(`invalid mult: ${String(mult)}; version 3 shuffles 4C channels into C, so expected 4`);
    return {mult: 4, dropout: fraction("dropout", dropout), residual: flag("residual", residual)};
  },
  (x, {mult, dropout: rate, residual}) => {
    checkDivisible(x, 1);
    const [channels] = x.shape;
    let y = dwt(reduction(x), {name: "dwt"});
    y = conv(y, {width: mult * channels, kernel: 1, name: "feedforward.0"});
    y = dropout(gelu(y, {name: "feedforward.1"}), {rate, name: "feedforward.2"});
    y = pixelShuffle(y, {factor: 2, name: "feedforward.3"});
    y = conv(y, {width: channels, kernel: 3, padding: 1, name: "feedforward.4"});
    y = batchNorm(y, {name: "feedforward.5"});
    return residual ? add(x, y, {name: "add"}) : y;
  }
);
