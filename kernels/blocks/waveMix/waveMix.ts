import {block} from "../../graph/block.ts";
import {flag, fraction, integer, keyword, known} from "../../graph/options.ts";
import {add} from "../../ops/add.ts";
import {checkDivisible, pyramid, type Pyramid} from "./pyramid.ts";

export interface WaveMixOptions {
  /** Haar levels L; 1 is WaveMix-Lite. Height and width must be divisible by 2^L. */
  levels?: number;
  /** Expansion m of the feed-forward: m·C channels inside. */
  mult?: number;
  /** Channels F after the feed-forward's convolutions; C if absent. */
  ff?: number;
  /** Share of the values set to 0 in training, in the feed-forward. */
  dropout?: number;
  /** `nearest` is the low-parameter variant without the transposed convolution; it needs F = C and one level. */
  upsample?: "transposed" | "nearest";
  /** Whether x is added to the branch, as in the papers. */
  residual?: boolean;
}

interface WaveMix extends Omit<Pyramid, "mixer"> {
  readonly residual: boolean;
}

/**
 * A WaveMix block (Jeevan et al., arXiv 2205.14375): mixes tokens by a Haar transform without weights instead of attention.
 * [c, h, w] stays [c, h, w]; c must be a multiple of 4. Its field grows by 4 pixels a block at level 1.
 *
 * @family WaveMix
 * @paper Jeevan et al., WaveMix: A Resource-efficient Neural Network for Image Analysis, arXiv 2205.14375
 * @parameters C²/4 + C/4 + f(C + [levels > 1]·C/2, C) + [levels > 1]·((levels − 2)·f(3·C/2, C/2) + f(C, C/2)), where f(a,
 *   b) = a·mult·C + mult·C + mult·C·ff + ff + [upsample = "transposed"]·(16·ff·b + b) + 2·b
 */
export const waveMix = block<WaveMixOptions, WaveMix>(
  "waveMix",
  (raw, x) => {
    const keys = ["levels", "mult", "ff", "dropout", "upsample", "residual"] as const;
    const {
      levels = 1,
      mult = 2,
      ff = x.shape[0],
      dropout = 0.5,
      upsample = "transposed",
      residual = true
    } = known(raw, "waveMix", keys);
    return {
      levels: integer("levels", levels),
      mult: integer("mult", mult),
      ff: integer("ff", ff),
      dropout: fraction("dropout", dropout),
      upsample: keyword("upsample", upsample, ["transposed", "nearest"]),
      residual: flag("residual", residual)
    };
  },
  (x, {residual, ...options}) => {
    checkDivisible(x, options.levels);
    const branch = pyramid(x, {...options, mixer: {mixer: "dwt", kernel: 3, hidden: undefined}});
    return residual ? add(x, branch, {name: "add"}) : branch;
  }
);
