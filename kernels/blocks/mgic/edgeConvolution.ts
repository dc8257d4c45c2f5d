import {block} from "../../graph/block.ts";
import {flag, fraction, integer, known} from "../../graph/options.ts";
import {batchNorm} from "../../ops/batchNorm.ts";
import {conv} from "../../ops/conv.ts";
import {edgeFeatures} from "../../ops/edgeFeatures.ts";
import {leakyRelu} from "../../ops/leakyRelu.ts";
import {maxPool} from "../../ops/maxPool.ts";
import {hierarchyOptions} from "./hierarchy.ts";
import {mgic} from "./mgic.ts";

export interface EdgeConvolutionOptions {
  /** Channels C after it. */
  width: number;
  /** Nearest points k of each point, itself among them. */
  neighbours?: number;
  /** Whether a multigrid in channels of 1×1 convolutions follows the opening one. */
  mgic?: boolean;
  /** Channels per group of the multigrid's fine levels. */
  groupSize?: number;
  /** The threshold below which channels are no longer halved. */
  coarseBelow?: number;
  /** Groups of the opening convolution, or `true` for as many as groupSize gives and both widths allow. */
  openGroups?: number | true;
  /** Slope of the opening rectifier below 0. */
  slope?: number;
}

/**
 * An edge convolution on points [c, n, 1]: what leads from each point to its k nearest goes through a 1×1 convolution, here
 * followed by a block of multigrid in channels, and the largest over the k is taken. [c, n, 1] → [C, n, 1]. With multigrid it
 * is this project's reconstruction: the paper's own code for points is not public.
 *
 * @family MGIC
 * @paper Wang et al., Dynamic Graph CNN for Learning on Point Clouds, arXiv 1801.07829; multigrid from arXiv 2011.09128
 * @parameters 2·C·width/openGroups + 2·width + [mgic]·(sum(l = 0..L, 2·c(l)²/g(l) + 4·c(l)) + sum(l = 0..L − 1, 2·c(l)·c(l +
 *   1)/g(l) + 2·c(l))), where c(l) = floor(width/2^l), g(l) = [l = L] + [l < L]·max(1, floor(c(l)/groupSize)), L = max(1, 1 +
 *   floor(log2(width/coarseBelow)))
 */
export const edgeConvolution = block<EdgeConvolutionOptions, Required<EdgeConvolutionOptions> & {openGroups: number}>(
  "edgeConvolution",
  (raw, x) => {
    const keys = ["width", "neighbours", "mgic", "groupSize", "coarseBelow", "openGroups", "slope"] as const;
    const {neighbours = 20, openGroups = 1, ...rest} = known(raw, "edgeConvolution", keys);
    const width = integer("width", rest.width);
    const hierarchy = hierarchyOptions({groupSize: rest.groupSize, coarseBelow: rest.coarseBelow});
    const groups = openGroups === true ? mostGroups(2 * x.shape[0], width, hierarchy.groupSize) : openGroups;
    return {
      width,
      neighbours: integer("neighbours", neighbours),
      mgic: flag("mgic", rest.mgic ?? true),
      groupSize: hierarchy.groupSize,
      coarseBelow: hierarchy.coarseBelow,
      openGroups: integer("openGroups", groups),
      slope: fraction("slope", rest.slope ?? 0.2)
    };
  },
  (x, {width, neighbours, mgic: multigrid, groupSize, coarseBelow, openGroups, slope}) => {
    x = edgeFeatures(x, {neighbours, name: "edges"});
    x = conv(x, {width, kernel: 1, groups: openGroups, bias: false, name: "open.0"});
    x = leakyRelu(batchNorm(x, {name: "open.1"}), {slope, name: "open.2"});
    if (multigrid) x = mgic(x, {kernel: 1, groupSize, coarseBelow, name: "mg"});
    return maxPool(x, {kernel: [1, neighbours], name: "largest"});
  }
);

/** The most groups of at least `groupSize` channels that divide both widths. */
function mostGroups(channels: number, width: number, groupSize: number): number {
  let groups = Math.max(1, Math.floor(Math.min(channels, width) / groupSize));
  while (channels % groups || width % groups) --groups;
  return groups;
}
