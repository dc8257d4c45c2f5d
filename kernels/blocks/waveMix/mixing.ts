import {block} from "../../graph/block.ts";
import {flag, fraction, integer, known} from "../../graph/options.ts";
import {add} from "../../ops/add.ts";
import {mixerOptions, type Mixer, type MixerOptions} from "./mixers.ts";
import {checkDivisible, pyramid} from "./pyramid.ts";
import type {WaveMixOptions} from "./waveMix.ts";

export interface MixingOptions extends MixerOptions, Omit<WaveMixOptions, "upsample"> {}

interface Mixing {
  readonly levels: number;
  readonly mult: number;
  readonly ff: number;
  readonly dropout: number;
  readonly residual: boolean;
  readonly mixer: Mixer;
}

/**
 * WaveMix's block with another token mixer in the place of the wavelet transform, for comparisons in which only the mixer
 * changes (specs/wavemix.md, section 9). At more levels each mixer reads the Haar low band of the level above.
 *
 * What a comparison can show: `none` still mixes, by a fold of 2×2 pixels, the 1×1 convolution after it and the overlapping
 * transposed convolution. At level 1 every invertible 2×2 basis (`dwt`, `none`, four `random` filters almost surely) gives the
 * same set of functions, so they can only differ by how well they train. `conv`, `pool`, `mlp` and `fourier` see more pixels.
 *
 * @family WaveMix
 * @paper of this project, after the comparison in Jeevan et al., WaveMix: A Resource-efficient Neural Network for Image
 *   Analysis, arXiv 2205.14375
 * @parameters C²/4 + C/4 + f(C + [levels > 1]·C/2, C) + [levels > 1]·((levels − 2)·f(3·C/2, C/2) + f(C, C/2)) + [mixer =
 *   "pool"]·levels·2·q + [mixer = "conv"]·levels·q·(kernel² + 3) + [mixer = "mlp"]·(levels·2·q + sum(i = 1..levels,
 *   m(H·W/4^(i − 1)))), where q = C/4, f(a, b) = a·mult·C + mult·C + mult·C·ff + ff + 16·ff·b + 3·b, m(s) = 2·s·h(s) + h(s)
 *   + s, h(s) = or(hidden, floor(s/2))
 */
export const mixing = block<MixingOptions, Mixing>(
  "mixing",
  (raw, x) => {
    const keys = ["mixer", "kernel", "hidden", "levels", "mult", "ff", "dropout", "residual"] as const;
    const {
      levels = 1,
      mult = 2,
      ff = x.shape[0],
      dropout = 0.5,
      residual = true,
      ...mixer
    } = known(raw, "mixing", keys);
    return {
      levels: integer("levels", levels),
      mult: integer("mult", mult),
      ff: integer("ff", ff),
      dropout: fraction("dropout", dropout),
      residual: flag("residual", residual),
      mixer: mixerOptions(mixer as MixerOptions)
    };
  },
  (x, {residual, ...options}) => {
    checkDivisible(x, options.levels);
    const branch = pyramid(x, {...options, upsample: "transposed"});
    return residual ? add(x, branch, {name: "add"}) : branch;
  }
);
