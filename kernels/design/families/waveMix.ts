import type {Shape} from "../../graph/shape.ts";
import {known} from "../../graph/options.ts";
import {classifier} from "../../blocks/heads/classifier.ts";
import {patchStem} from "../../blocks/stems/patchStem.ts";
import {stridedStem} from "../../blocks/stems/stridedStem.ts";
import {waveMix as waveMixBlock} from "../../blocks/waveMix/waveMix.ts";
import type {WaveMixClassifier} from "../../models/waveMix/waveMix.ts";
import {keyOf, type Family} from "./family.ts";
import {choicesOfOne, valuesBetween, type Range} from "./ranges.ts";

/** What the members of the WaveMix family may be. */
export interface WaveMixConstraints {
  /** Model width C, in multiples of 4; [16, 512]. */
  readonly dim?: Range;
  /** Blocks D; [1, 32]. */
  readonly depth?: Range;
  /** Haar levels of a block to choose from; 1 to 4. Those that do not divide the sides are no members. */
  readonly levels?: number | readonly number[];
  /** Expansions of the feed-forward to choose from; 1 to 4. The papers' networks have 2. */
  readonly mult?: number | readonly number[];
  /** Strides of the strided stem to choose from; 1 and 2. None leaves that stem out. */
  readonly strides?: readonly number[];
  /** Patches of the patch stem to choose from; 4 and 8. None leaves that stem out. */
  readonly patches?: readonly number[];
}

const names = ["dim", "depth", "levels", "mult", "strides", "patches"] as const;

/** What extends the formulas to WaveMix, in words. */
export const waveMixAssumption =
  "The wavelet transform has no weights and is orthonormal: it keeps the variance and counts as no layer. A block counts along its deepest way, the reduction and the feed-forwards of all levels one after another; a transposed convolution of stride 2 has a quarter of its taps at each position. Blocks keep the sides, so the network is one stage, at the resolution behind its stem.";

/** Blocks of the one stage. */
export function waveMixDepths({depth = 16}: WaveMixClassifier): readonly number[] {
  return [depth];
}

/** WaveMix classifiers (arXiv 2205.14375) with F = C: width, depth, levels, expansion and stem. */
export function waveMixFamily(
  raw: WaveMixConstraints,
  {image, classes}: {readonly image: Shape; readonly classes: number}
): Family<WaveMixClassifier> {
  known(raw, "constraints", names);
  const {strides = [1, 2], patches = [4, 8]} = raw;
  const stems = [
    ...(strides.length ? choicesOfOne("strides", strides) : []).map((stride) => ({stem: "strided", stride}) as const),
    ...(patches.length ? choicesOfOne("patches", patches) : []).map((patch) => ({stem: "patch", patch}) as const)
  ];
  const genes = [
    {name: "dim", values: valuesBetween("dim", raw.dim ?? [16, 512], 4)},
    {name: "depth", values: valuesBetween("depth", raw.depth ?? [1, 32])},
    {name: "levels", values: choicesOfOne("levels", raw.levels ?? [1, 2, 3, 4])},
    {name: "mult", values: choicesOfOne("mult", raw.mult ?? [1, 2, 3, 4])},
    {name: "stem", values: stems.map((_, i) => i)}
  ];
  const lite = {levels: 1, mult: 2, stem: "strided", stride: 1} as const;
  const paper = {levels: 3, mult: 2, stem: "patch", patch: 4} as const;
  return {
    genes,
    fits: () => true,
    pieces([dim, depth, levels, mult, stem]: number[], visit) {
      visit(keyOf(0, stem, dim), 1, (x) => {
        const {stem: kind, ...window} = stems[stem];
        return kind === "strided" ? stridedStem(x, {width: dim, ...window}) : patchStem(x, {width: dim, ...window});
      });
      visit(keyOf(1, levels, mult), depth, (x) => waveMixBlock(x, {levels, mult}));
      visit(keyOf(2), 1, (x) => classifier(x, {classes}));
    },
    depths: ([, depth]: number[]) => [depth],
    options: ([dim, depth, levels, mult, stem]: number[]) => ({
      input: image,
      classes,
      dim,
      depth,
      levels,
      mult,
      ...stems[stem]
    }),
    values: ({dim = 192, depth = 16, levels = 3, mult = 2, stem = "patch", patch = 4, stride = 2}) => [
      dim,
      depth,
      levels,
      mult,
      stems.findIndex((one) =>
        one.stem === "patch" ? stem === "patch" && one.patch === patch : stem === "strided" && one.stride === stride
      )
    ],
    published: [
      {...lite, dim: 144, depth: 7},
      {...lite, dim: 32, depth: 7},
      {...paper, dim: 192, depth: 16},
      {...paper, dim: 192, depth: 16, levels: 1}
    ]
  };
}
