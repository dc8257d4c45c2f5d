import {block} from "../../graph/block.ts";
import {NetworkError} from "../../graph/errors.ts";
import {flag, integer, keyword, known} from "../../graph/options.ts";
import type {Value} from "../../graph/trace.ts";
import {connect, connectors, type Connector} from "./connector.ts";
import {cycle} from "./cycle.ts";
import {hierarchyOptions, mgicHierarchy} from "./hierarchy.ts";
import {bottleneckSmoother, plainSmoother} from "./smoothers.ts";
import {maskedTransfer, tiedProlongation, transfer, transferNorm} from "./transfer.ts";

export interface MgicOptions {
  /** Channels c of the hierarchy's finest level; those of the input if absent. With `bottleneck` the inner ones. */
  width?: number;
  /** 2 halves height and width, before the cycle. */
  stride?: number;
  /** Channels per group s on all levels but the coarsest. */
  groupSize?: number;
  /** The threshold T: channels are halved until half of them would be below it, at least once. */
  coarseBelow?: number;
  /** Window of the smoothers' convolutions; 1 for points. */
  kernel?: number;
  /** Whether smoothers are bottlenecks; all tensors between levels then have `expansion` times the level's channels. */
  bottleneck?: boolean;
  /** How many times wider what passes between levels is, with `bottleneck`. */
  expansion?: number;
  /** Whether the coarsest bottleneck has 32 groups in its middle. */
  resNext?: boolean;
  /** What changes stride or channels first: the authors' depthwise 3×3, or a dense 1×1, which also takes other widths. */
  connector?: Connector;
  /** How levels are joined: by learned maps of groups, by one and its transpose, or by maps through fixed masks. */
  transfer?: "learned" | "tied" | "masked";
  /** Inputs that each output of a masked transfer sees. */
  nonZero?: number;
  /** Whether transfers start as means of a group, 1/groupSize, as the paper means them; by He otherwise, as the networks do. */
  averaging?: boolean;
  /** Whether groups are lowered until they divide all that they must; otherwise widths that clash are refused. */
  fitGroups?: boolean;
}

type Mgic = Required<MgicOptions>;

/**
 * A block of multigrid in channels, ResNet family: one V-cycle over ever fewer channels, with residual blocks of groups on the
 * fine levels and a dense one on the coarsest, so that all channels meet at a cost linear in their number. [c, h, w] → [C,
 * h/stride, w/stride]; C is `width`, or expansion·width with `bottleneck`.
 *
 * @family MGIC
 * @paper Eliasof, Ephrath, Ruthotto, Treister, MGIC: Multigrid-in-Channels Neural Network Architectures, arXiv 2011.09128
 * @parameters sum(l = 0..L, s(l)) + sum(l = 0..L − 1, t(l) + 2·e·c(l)) + [stride > 1 or e·width ≠ C]·([connector = "dense"]·C +
 *   [connector = "depthwise"]·9 + 2)·e·width, where s(l) = [bottleneck = false]·(2·kernel²·c(l)²/g(l) + 4·c(l)) +
 *   [bottleneck]·(2·e·c(l)²/g(l) + kernel²·c(l)²/middle(l) + 4·c(l) + 2·e·c(l)), t(l) = ([transfer = "tied"] + [transfer =
 *   "learned"]·2)·e²·c(l)·c(l + 1)/g(l) + [transfer = "masked"]·2·e²·c(l)·c(l + 1), c(l) = floor(width/2^l), g(l) = [l = L] +
 *   [l < L]·fit(max(1, floor(c(l)/groupSize)), c(l), e·c(l + 1)), middle(l) = g(l) + [resNext]·[l = L]·(min(32, c(l)) − 1), e =
 *   1 + [bottleneck]·(expansion − 1), L = max(1, 1 + floor(log2(width/coarseBelow))); fit(n, a, …) is the largest number up to
 *   n that divides a, …
 */
export const mgic = block<MgicOptions, Mgic>("mgic", options, (x, given) => {
  const {width, groupSize, coarseBelow, kernel, bottleneck, resNext, averaging, fitGroups} = given;
  const expansion = bottleneck ? given.expansion : 1;
  const levels = mgicHierarchy(width, {groupSize, coarseBelow, expansion, fitGroups});
  x = connect(x, {width: expansion * width, stride: given.stride, connector: given.connector});
  const restrictions: Value[] = [];
  const between = (from: number, to: number) => ({
    width: expansion * levels[to].width,
    groups: levels[Math.min(from, to)].groups,
    ...(averaging && {mean: 1 / groupSize})
  });
  return cycle(x, levels, {
    restrict(x, level, step) {
      const options = {...between(level, level + 1), name: `${step}.R`};
      return (restrictions[level] =
        given.transfer === "masked" ? maskedTransfer(x, {...options, seen: given.nonZero}) : transfer(x, options));
    },
    prolong(x, level, step) {
      const options = {...between(level + 1, level), name: `${step}.P`};
      if (given.transfer === "tied") x = tiedProlongation(x, restrictions[level], options);
      else if (given.transfer === "masked") x = maskedTransfer(x, {...options, seen: given.nonZero});
      else x = transfer(x, options);
      return transferNorm(x, `${step}.bnp1`);
    },
    smooth(z, level, name) {
      const {width, groups} = levels[level];
      if (!bottleneck) return plainSmoother(z, {width, groups, kernel, name});
      const coarsest = level === levels.length - 1;
      const middleGroups = coarsest && resNext ? Math.min(32, width) : groups;
      return bottleneckSmoother(z, {width, groups, kernel, expansion, middleGroups, coarsest, name});
    }
  });
});

function options(raw: MgicOptions, x: Value): Mgic {
  const keys = ["width", "stride", "groupSize", "coarseBelow", "kernel", "bottleneck", "expansion"] as const;
  const more = ["resNext", "connector", "transfer", "nonZero", "averaging", "fitGroups"] as const;
  const {kernel = 3, bottleneck = false, expansion = 4, width, ...rest} = known(raw, "mgic", [...keys, ...more]);
  if (integer("kernel", kernel) % 2 === 0)
    throw new NetworkError(`invalid kernel: ${String(kernel)}; expected an odd number`);
  const own = {bottleneck: flag("bottleneck", bottleneck), expansion: integer("expansion", expansion)};
  if (rest.resNext && !own.bottleneck)
    throw new NetworkError("invalid resNext: true; only bottlenecks have a middle to group");
  if (rest.averaging && rest.transfer === "masked")
    throw new NetworkError("invalid averaging: true; masked transfers start as means of what their masks let through");
  const {groupSize, coarseBelow, fitGroups} = rest;
  const hierarchy = hierarchyOptions({groupSize, coarseBelow, fitGroups});
  return {
    ...own,
    width: width === undefined ? x.shape[0] / (own.bottleneck ? own.expansion : 1) : integer("width", width),
    stride: integer("stride", rest.stride ?? 1),
    groupSize: hierarchy.groupSize,
    coarseBelow: hierarchy.coarseBelow,
    fitGroups: hierarchy.fitGroups,
    kernel: integer("kernel", kernel),
    resNext: flag("resNext", rest.resNext ?? false),
    connector: keyword("connector", rest.connector ?? "depthwise", connectors),
    transfer: keyword("transfer", rest.transfer ?? "learned", ["learned", "tied", "masked"] as const),
    nonZero: integer("nonZero", rest.nonZero ?? hierarchy.groupSize),
    averaging: flag("averaging", rest.averaging ?? false)
  };
}
