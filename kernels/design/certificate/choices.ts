import {addUnitCost, unitLayers, widthPowers} from "../score/blockRules.ts";
import {budgetNames, type BudgetName} from "../problem/budget.ts";
import {convShapes} from "../latency/convShapes.ts";
import {interpolateLatency} from "../latency/latency.ts";
import type {Problem} from "../problem/problem.ts";
import {groupBy} from "../latency/groupBy.ts";
import {createSpace, type Point} from "../search/space.ts";

/** One way to build a super block of a given width: bottleneck, kernel and depth, with all that follows linearly from it. */
export interface Choice {
  readonly block: number;
  readonly b: number;
  readonly k: number;
  readonly L: number;
  readonly entropy: number;
  readonly logWidth: number;
  readonly layers: number;
  /** In the order of `bounds`. */
  readonly costs: readonly number[];
}

export interface Choices {
  readonly bounds: readonly BudgetName[];
  /** What each bound leaves for the super blocks, after stem and head. */
  readonly room: readonly number[];
  readonly of: readonly (readonly Choice[])[];
}

/**
 * All ways to build each super block at the widths of a point. Left out is only what cannot matter: a choice that exceeds a bound
 * even with the cheapest of all others, and one that another of the same depth equals or beats in everything.
 */
export function choicesAt(problem: Problem, point: Point): Choices {
  const {kinds, strides, head, channels, kernels, least, most, form, budget, latency} = problem;
  const count = kinds.length;
  const space = createSpace(problem);
  const bounds = budgetNames.filter((name) => budget[name] !== undefined);
  const time = latency && budget.latencyMs !== undefined ? interpolateLatency(latency) : undefined;
  const sides = [form.image];
  for (const stride of strides) sides.push(sides[sides.length - 1] / stride);

  /** Costs of one unit by bound. */
  function unit(...[kind, input, width, b, k, stride, first, side]: Parameters<typeof convShapes>): number[] {
    const sum = new Float64Array(4);
    addUnitCost(sum, kind, input, width, b, k, stride, first, side * side, 1);
    const milliseconds = time
      ? convShapes(kind, input, width, b, k, stride, first, side).reduce((ms, shape) => ms + time(shape), 0)
      : 0;
    const all = [sum[0], sum[1], sum[2], unitLayers[kind], 4 * sum[3], milliseconds];
    return bounds.map((name) => all[budgetNames.indexOf(name)]);
  }

  const room = bounds.map((name) => budget[name]!);
  const outside = [unit("conv", channels, point[0], 0, 3, strides[0], true, sides[0])];
  if (head) outside.push(unit("conv", point[count], head, 0, 1, 1, true, sides[count + 1]));
  for (const costs of outside) for (const [i, cost] of costs.entries()) room[i] -= cost;

  const all = kinds.map((kind, j) => {
    const [input, width] = [point[j], point[1 + j]];
    const found: Choice[] = [];
    for (let b = space.low[j][width / 8]; b <= space.high[j][width / 8]; b += 8)
      for (const k of kernels[j]) {
        const first = unit(kind, input, width, b, k, strides[j + 1], true, sides[j + 1]);
        const rest = unit(kind, width, width, b, k, 1, false, sides[j + 2]);
        for (let L = least[j]; L <= most[j]; ++L) {
          const costs = first.map((cost, i) => cost + (L - 1) * rest[i]);
          if (costs.some((cost, i) => cost > room[i])) break;
          found.push({block: j, b, k, L, ...sumOf(problem, j, input, width, b, k, L), costs});
        }
      }
    return found;
  });
  const cheapest = all.map((choices) => room.map((_, i) => Math.min(...choices.map(({costs}) => costs[i]))));
  const of = all.map((choices, j) => {
    const left = room.map(
      (bound, i) => bound - cheapest.reduce((sum, costs, other) => sum + (other === j ? 0 : costs[i]), 0)
    );
    return undominated(choices.filter(({costs}) => costs.every((cost, i) => cost <= left[i] * (1 + 1e-12))));
  });
  return {bounds, room, of};
}

/** What a super block of a point adds to entropy, to the logarithm of the widths' product, and to the layers. */
export function blockSum(problem: Problem, point: Point, j: number) {
  const count = problem.kinds.length;
  const [b, k, L] = [point[1 + count + j], point[1 + 2 * count + j], point[1 + 3 * count + j]];
  return sumOf(problem, j, point[j], point[1 + j], b, k, L);
}

function sumOf({kinds, form}: Problem, j: number, input: number, width: number, b: number, k: number, L: number) {
  const [powerB, powerK] = widthPowers[kinds[j]];
  const [a1, a2] = form.exponents;
  const channel = Math.log(input) + (L - 1) * Math.log(width) + powerB * L * Math.log(b);
  const window = 2 * powerK * L * Math.log(k);
  return {entropy: 0.5 * (a1 * channel + a2 * window), logWidth: channel + window, layers: L * unitLayers[kinds[j]]};
}

function undominated(choices: readonly Choice[]): readonly Choice[] {
  return [...groupBy(choices, ({L}) => L).values()].flatMap((equal) => {
    const kept: Choice[] = [];
    for (const choice of [...equal].sort((a, b) => b.entropy - a.entropy || b.logWidth - a.logWidth))
      if (
        !kept.some(
          (other) => other.logWidth >= choice.logWidth && other.costs.every((cost, i) => cost <= choice.costs[i])
        )
      )
        kept.push(choice);
    return kept;
  });
}
