import type {Network} from "../../graph/network.ts";
import {integer, keyword, known} from "../../graph/options.ts";
import type {Shape} from "../../graph/shape.ts";
import {network} from "../../graph/trace.ts";
import {classifier} from "../../blocks/heads/classifier.ts";
import {mixerNames, type MixerName} from "../../blocks/waveMix/mixers.ts";
import {mixing as mixingBlock, type MixingOptions} from "../../blocks/waveMix/mixing.ts";
import {patchStem} from "../../blocks/stems/patchStem.ts";
import {stridedStem} from "../../blocks/stems/stridedStem.ts";

/** The skeleton in which only the mixer changes. */
export interface MixingClassifier extends Omit<MixingOptions, "residual"> {
  /** Channels, height and width of one image; 3×32×32 if absent. */
  input?: Shape;
  classes?: number;
  /** Channels C; a multiple of 4. */
  dim?: number;
  /** Blocks D. */
  depth?: number;
  stem?: "strided" | "patch";
  /** Of both convolutions of the strided stem. */
  stride?: number;
  /** Side of a patch of the patch stem. */
  patch?: number;
}

/**
 * A classifier of WaveMix's skeleton with the token mixer of your choice: stem, `depth` mixing blocks, head. A comparison keeps
 * everything but `mixer` equal, takes at least three seeds, and reports parameters, time and accuracy together. At one level a
 * learned 1×1 convolution follows the mixer, so that `dwt`, `random` and `none` can express the same functions: what differs
 * between them can only come from how well they train. See `blocks.mixing`.
 *
 * @paper the comparison of Jeevan et al., WaveMix, arXiv 2205.14375, whose code is not public; the definitions are this project's
 */
export function mixing(options: MixingClassifier = {}): Network {
  const keys = ["input", "classes", "dim", "depth", "stem", "stride", "patch"] as const;
  const {input = [3, 32, 32], classes = 10, dim = 32, depth = 4, ...given} = options;
  const {stem = "strided", stride = 1, patch = 4, ...block} = given;
  const skeleton = known({input, classes, dim, depth, stem, stride, patch}, "mixing", keys);
  const kind = keyword("stem", skeleton.stem, ["strided", "patch"] as const);
  const width = integer("dim", dim, 4);
  return network(input, (x) => {
    x = kind === "strided" ? stridedStem(x, {width, stride, name: "conv"}) : patchStem(x, {width, patch, name: "conv"});
    for (let i = 0; i < integer("depth", depth, 0); ++i) x = mixingBlock(x, {...block, name: `layers.${i}`});
    return classifier(x, {classes, name: "pool"});
  });
}

/**
 * The same classifier with each mixer, by name: `models.mixers({input: [1, 28, 28], dim: 16, depth: 3})`. `kernel` is the window of
 * ConvMixer's convolution (9 if absent, 5 suits images of 32 pixels); see `models.mixing`.
 */
export function mixers({kernel, ...options}: Omit<MixingClassifier, "mixer" | "hidden"> = {}): Readonly<
  Record<MixerName, Network>
> {
  const make = (mixer: MixerName) =>
    [mixer, mixing({...options, mixer, ...(mixer === "conv" && kernel !== undefined && {kernel})})] as const;
  return Object.fromEntries(mixerNames.map(make)) as Record<MixerName, Network>;
}
