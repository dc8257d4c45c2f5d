import type {Stage} from "../score/stages.ts";
import type {Problem} from "../problem/problem.ts";
import {unitLayers} from "../score/blockRules.ts";
import {penaltyOf} from "../score/penalty.ts";
import type {Cut} from "./model.ts";

/** A prefix of the network that must keep rho, without its super blocks: their number, and the stem's and head's part. */
export interface Prefix {
  readonly blocks: number;
  readonly layers: number;
  readonly logWidth: number;
}

/** The prefixes that end a stage and hold super blocks; in the paper's form the whole network only. */
export function prefixesOf(
  {channels, head, form, kinds}: Problem,
  stages: readonly Stage[],
  lastWidth: number
): Prefix[] {
  const [stem, end] = [Math.log(9 * channels), head ? Math.log(lastWidth) : 0];
  const all = stages
    .map(({item}) => ({blocks: Math.min(item, kinds.length), last: item >= kinds.length}))
    .filter(({blocks}) => blocks > 0)
    .map(({blocks, last}) => ({blocks, layers: 1 + (last && head ? 1 : 0), logWidth: stem + (last ? end : 0)}));
  return form.form === "paper" ? all.slice(-1) : all;
}

/** Layers that any depth of a prefix differs by: 3 where all blocks have three, else 1. */
export function stepOf({kinds}: Problem): number {
  return kinds.every((kind) => unitLayers[kind] === 3) ? 3 : 1;
}

/**
 * rho ≤ rho0 for a prefix of D layers with product P of widths says log P ≥ g(D) = D (log D − log rho0). g is convex and D an
 * integer, so the chords between neighbouring depths say the same exactly; this is the one from `D` to `D + step`.
 */
export function chord({rho}: Problem, {blocks, layers, logWidth}: Prefix, D: number, step: number): Cut {
  const g = (m: number) => m * (Math.log(m) - Math.log(rho));
  const slope = (g(D + step) - g(D)) / step;
  return {
    of: (choice) => (choice.block < blocks ? choice.logWidth - slope * choice.layers : 0),
    penalty: 0,
    bound: g(D) + slope * (layers - D) - logWidth
  };
}

/** The tangent plane of the penalty at these depths, which lies below it everywhere, since it is convex. */
export function tangent({form}: Problem, depths: readonly number[], from: number): Cut {
  const M = depths.length;
  const mean = depths.reduce((sum, depth) => sum + depth, 0) / M;
  const value = penaltyOf(depths, form);
  const deviation = Math.sqrt(depths.reduce((sum, depth) => sum + (depth - mean) ** 2, 0) / M);
  const rate = form.form === "paper" ? 2 * value : deviation > 0 ? value / deviation : 0;
  const gradient = depths.map((depth) => (rate * (depth - mean)) / M);
  return {
    of: ({block, L}) => (block >= from ? -gradient[block - from] * L : 0),
    penalty: 1,
    bound: value - gradient.reduce((sum, slope, i) => sum + slope * depths[i], 0)
  };
}
