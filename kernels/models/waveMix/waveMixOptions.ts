import {NetworkError} from "../../graph/errors.ts";
import {fraction, integer, keyword, known} from "../../graph/options.ts";
import type {Shape} from "../../graph/shape.ts";
import type {Value} from "../../graph/trace.ts";
import {patchStem} from "../../blocks/stems/patchStem.ts";
import {stridedStem} from "../../blocks/stems/stridedStem.ts";
import {waveMix} from "../../blocks/waveMix/waveMix.ts";
import {waveMixVersion1} from "../../blocks/waveMix/waveMixVersion1.ts";
import {waveMixVersion3} from "../../blocks/waveMix/waveMixVersion3.ts";

/** What the WaveMix networks have in common: the stem and the blocks. */
export interface WaveMixBody {
  /** Channels, height and width of one image. */
  input?: Shape;
  /** Model width C, the authors' final_dim; a multiple of 4. */
  dim?: number;
  /** Blocks D. */
  depth?: number;
  /** Haar levels L of a block; 1 is WaveMix-Lite. */
  levels?: number;
  /** Expansion m. */
  mult?: number;
  /** Channels F after a feed-forward's convolutions; C if absent. */
  ff?: number;
  stem?: "strided" | "patch";
  /** Of both convolutions of the strided stem. */
  stride?: number;
  /** Side of a patch of the patch stem. */
  patch?: number;
  dropout?: number;
  /** `nearest` doubles sides without weights; the low-parameter variant. */
  upsample?: "transposed" | "nearest";
  /** The paper's block (2), that of March 2022 (1) or that of January 2024 (3). */
  version?: 1 | 2 | 3;
}

export const bodyKeys = [
  "input",
  "dim",
  "depth",
  "levels",
  "mult",
  "ff",
  "stem",
  "stride",
  "patch",
  "dropout",
  "upsample",
  "version"
] as const;

/** Reads the common options against a network's own standard ones. */
export function bodyOptions(raw: object, standard: Required<Omit<WaveMixBody, "ff" | "mult">> & {mult?: number}) {
  const options = known({...standard, ...definedOf(raw)}, "waveMix", bodyKeys);
  const version = options.version;
  if (version !== 1 && version !== 2 && version !== 3)
    throw new NetworkError(`invalid version: ${String(version)}; expected 1, 2 or 3`);
  const dim = integer("dim", options.dim, 4);
  return {
    input: options.input as Shape,
    dim,
    depth: integer("depth", options.depth, 0),
    levels: integer("levels", options.levels),
    mult: integer("mult", options.mult ?? (version === 3 ? 4 : 2)),
    ff: integer("ff", options.ff ?? dim),
    stem: keyword("stem", options.stem, ["strided", "patch"] as const),
    stride: integer("stride", options.stride),
    patch: integer("patch", options.patch),
    dropout: fraction("dropout", options.dropout),
    upsample: keyword("upsample", options.upsample, ["transposed", "nearest"] as const),
    version
  };
}

/** Stem and blocks under the authors' names: `conv.*` and `layers.i.*`. */
export function waveMixBody(x: Value, options: ReturnType<typeof bodyOptions>): Value {
  const {dim, depth, levels, mult, ff, dropout, upsample, version} = options;
  x =
    options.stem === "strided"
      ? stridedStem(x, {width: dim, stride: options.stride, name: "conv"})
      : patchStem(x, {width: dim, patch: options.patch, name: "conv"});
  for (let i = 0; i < depth; ++i) {
    const name = `layers.${i}`;
    if (version === 1) x = waveMixVersion1(x, {mult, ff, dropout, name});
    else if (version === 3) x = waveMixVersion3(x, {mult: mult as 4, dropout, name});
    else x = waveMix(x, {levels, mult, ff, dropout, upsample, name});
  }
  return x;
}

function definedOf(raw: object): object {
  return Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== undefined));
}
