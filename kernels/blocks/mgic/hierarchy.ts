import {NetworkError} from "../../graph/errors.ts";
import {flag, integer, known} from "../../graph/options.ts";

export interface MgicHierarchyOptions {
  /** Channels per group s on all levels but the coarsest. */
  groupSize?: number;
  /** The threshold T: channels are halved until half of them would be below it, at least once. */
  coarseBelow?: number;
  /** Channels in the middle of an inverted residual, which are halved too. */
  hidden?: number;
  /** How many times more channels the tensors between the levels of a bottleneck have. */
  expansion?: number;
  /** Whether groups are lowered until they divide all that they must; otherwise widths that clash are refused. */
  fitGroups?: boolean;
}

/** One level of the hierarchy of channels; level 0 is the finest. */
export interface MgicLevel {
  readonly width: number;
  /** Channels in the middle; `width` where there is no other. */
  readonly hidden: number;
  /** Groups of channels that do not see each other; 1 on the coarsest level, which couples all. */
  readonly groups: number;
}

/** The options in their one form; a block that has them among its own reads them by this. */
export function hierarchyOptions(raw: object) {
  const keys = ["groupSize", "coarseBelow", "hidden", "expansion", "fitGroups"] as const;
  const {
    groupSize = 32,
    coarseBelow = 32,
    hidden,
    expansion = 1,
    fitGroups = false
  } = known(raw, "mgicHierarchy", keys);
  return {
    groupSize: integer("groupSize", groupSize),
    coarseBelow: integer("coarseBelow", coarseBelow),
    hidden: hidden === undefined ? undefined : integer("hidden", hidden),
    expansion: integer("expansion", expansion),
    fitGroups: flag("fitGroups", fitGroups)
  };
}

/**
 * The levels of a multigrid in channels, finest first: c, ⌊c/2⌋, ⌊c/4⌋, … until half the channels are below `coarseBelow`
 * (arXiv 2011.09128 and its authors' code). A level has ⌊c/groupSize⌋ groups, at least one, and the coarsest exactly one.
 * Groups must divide the channels of their level and of the one below, and where there are middle channels those; a
 * NetworkError says which level and which widths clash.
 */
export function mgicHierarchy(width: number, options: MgicHierarchyOptions = {}): readonly MgicLevel[] {
  const {groupSize, coarseBelow, hidden, expansion, fitGroups} = hierarchyOptions(options);
  const widths = [integer("width", width)];
  do widths.push(Math.floor(widths.at(-1)! / 2));
  while (widths.at(-2)! / 2 >= coarseBelow);
  const middles = widths.map((c, level) => (hidden === undefined ? c : Math.floor(hidden / 2 ** level)));
  if (widths.at(-1)! < 1 || middles.at(-1)! < 1)
    throw new NetworkError(
      `invalid coarseBelow: ${coarseBelow}; ${width} channels${hidden === undefined ? "" : ` and ${hidden} inside`} cannot be halved ${widths.length - 1} times`
    );
  return widths.map((c, level) => {
    if (level === widths.length - 1) return {width: c, hidden: middles[level], groups: 1};
    const below = widths[level + 1];
    let groups = Math.max(1, Math.floor(c / groupSize));
    // the authors lower the groups for the middle channels, and for them alone
    const lowered = hidden === undefined ? [] : [c, middles[level]];
    const needed = [c, expansion * below, ...(hidden === undefined ? [] : [middles[level]])];
    const fits = (counts: readonly number[]) => counts.every((count) => count % groups === 0);
    while (!fits(fitGroups ? needed : lowered)) --groups;
    if (!fits(needed))
      throw new NetworkError(
        `invalid groupSize: ${groupSize}; level ${level} has ${groups} groups, which do not divide ${c % groups ? `its ${c} channels` : `the ${expansion * below} channels of level ${level + 1}`}; another groupSize or fitGroups would do`
      );
    return {width: c, hidden: middles[level], groups};
  });
}
