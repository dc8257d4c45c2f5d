import {NetworkError} from "../../graph/errors.ts";
import {integer, known} from "../../graph/options.ts";
import {createRandom, type Random} from "../../graph/random.ts";
import type {Found} from "./anneal.ts";
import {createEvaluator} from "./evaluator.ts";
import {toStructure, type StructureLike} from "../score/evaluate.ts";
import {repair} from "./feasible.ts";
import {bindingOf, InfeasibleError} from "./infeasible.ts";
import type {Problem} from "../problem/problem.ts";
import {round8} from "../problem/round8.ts";
import {createSpace, type Point} from "./space.ts";
import {structureTerrain} from "./structureTerrain.ts";

export interface AuthorsSearchOptions {
  /** A structure within all budgets to begin with; the first that is found, if absent. */
  readonly from?: StructureLike;
  /** Children to make; the paper's searches take 500,000. */
  readonly evaluations?: number;
  readonly seed?: number;
  /** Whether the last super block may change. The released code never picks the last item of the list, by an off-by-one. */
  readonly lastMutable?: boolean;
  readonly population?: number;
}

const range = (from: number, to: number) =>
  Array.from({length: Math.round((to - from) * 10) + 1}, (_, i) => from + i / 10);

/** What the mutations of a kind draw from. */
const draws = {
  K1KXK1: {scales: [1.5, 1.25, 0.8, 0.6, 0.5], ratios: [], kernels: [3, 5], stem: 8, widest: 2048},
  K1DWK1: {
    scales: [2, 1.5, 1.25, 0.8, 0.6, 0.5],
    ratios: [1.5, 2, 2.5, 3, 3.5, 4, 5, 6],
    kernels: [3, 5],
    stem: 8,
    widest: 1280
  },
  K1DWSEK1: {scales: range(0.5, 2), ratios: range(1.5, 6), kernels: [3, 5, 7], stem: 16, widest: 1280}
} as const;

/**
 * The evolutionary search that DeepMAD's authors released, as the baseline to compare with: a parent drawn uniformly from the
 * population, two mutations of one item each, the child kept if it is within the budgets; beyond the population's size only the
 * best without duplicates stay. Yields the best so far after every 2000 children. Throws a NetworkError for kinds of blocks that
 * the released code has no search for, or a mixture.
 */
export function* authorsSearch(problem: Problem, options: AuthorsSearchOptions = {}): Generator<Found, Found> {
  known(options, "authorsSearch", ["from", "evaluations", "seed", "lastMutable", "population"]);
  const {from, seed = 1, lastMutable = false} = options;
  const evaluations = integer("evaluations", options.evaluations ?? 20_000);
  const limit = integer("population", options.population ?? 256);
  const random = createRandom(seed, "authors");
  const evaluator = createEvaluator(problem);
  const mutate = createMutation(problem, random, lastMutable);
  const first = beginning(problem, random, from);
  let best: Found = {point: first, score: evaluator.score(first)};
  if (best.score === -Infinity)
    throw new NetworkError("invalid start: the structure exceeds a budget; the search must begin within all of them");
  const population = createPopulation(limit, best);
  for (let i = 1; i <= evaluations; ++i) {
    const child = population.draw(random).slice();
    mutate(child);
    mutate(child);
    const score = evaluator.score(child);
    if (score > -Infinity) population.add({point: child, score});
    if (score > best.score) best = {point: child, score};
    if (i % 2000 === 0) yield best;
  }
  return best;
}

/** Members are kept as they come until there are too many; then duplicates go, and all but the best. */
function createPopulation(limit: number, first: Found) {
  let members = [first];
  /** Texts of the members, where they are known to be distinct and full. */
  let distinct: Set<string> | undefined;

  function tidy(): void {
    const byText = new Map(members.map((one) => [one.point.join(), one]));
    members = [...byText.values()].sort((a, b) => b.score - a.score).slice(0, limit);
    distinct = members.length === limit ? new Set(members.map(({point}) => point.join())) : undefined;
  }

  return {
    draw: (random: Random) => members[random.integer(members.length)].point,
    add(child: Found): void {
      if (!distinct) {
        members.push(child);
        if (members.length > limit) tidy();
        return;
      }
      const worst = members.reduce((least, {score}, i) => (score < members[least].score ? i : least), 0);
      const text = child.point.join();
      if (child.score <= members[worst].score || distinct.has(text)) return;
      distinct.delete(members[worst].point.join());
      distinct.add(text);
      members[worst] = child;
    }
  };
}

/** The first point of a search: the one that is given, else one that a repair brings within the budgets. */
export function beginning(problem: Problem, random: Random, from: StructureLike | undefined): Point {
  if (from !== undefined) return createSpace(problem).nearest(toStructure(from));
  const terrain = structureTerrain(problem);
  for (const template of terrain.templates) {
    const {point, excess} = repair(terrain, random, template, 50_000);
    if (excess === 0) return point;
  }
  throw new InfeasibleError(bindingOf(terrain));
}

function createMutation({kinds, strides, form, head}: Problem, random: Random, lastMutable: boolean) {
  const kind = kinds[0];
  if (!(kind in draws) || kinds.some((one) => one !== kind))
    throw new NetworkError(
      `no authors' search for blocks ${kinds.join(", ")}; it has ${Object.keys(draws).join(", ")}`
    );
  const {scales, ratios, kernels, stem, widest} = draws[kind as keyof typeof draws];
  const count = kinds.length;
  const [W, B, K, L] = [1, 1 + count, 1 + 2 * count, 1 + 3 * count];
  const sides = [form.image / strides[0]];
  for (let j = 0; j < count - 1; ++j) sides.push(sides[j] / strides[j + 1]);
  const pick = <T>(list: readonly T[]) => list[random.integer(list.length)];
  const clip = (value: number, low: number, high: number) => Math.max(low, Math.min(high, value));
  // without a head the last item of the list is a super block
  const mutable = 1 + count - (head || lastMutable ? 0 : 1);

  function widen(point: Point, j: number): void {
    const old = point[W + j];
    const input = point[W + j - 1]; // the stem for the first
    const next = j < count - 1 ? point[W + j + 1] : head || widest;
    let out = round8(old * pick(scales));
    if (kind === "K1KXK1") {
      out = Math.min(clip(out, input, 4 * input), next);
      if (j < count - 1) out = Math.max(out, round8(next / 4));
    } else out = clip(out, input, next);
    out = Math.min(out, widest);
    point[W + j] = out;
    if (kind === "K1KXK1") point[B + j] = clip(point[B + j], round8(out / 10), out);
    else {
      const ratio = point[B + j] / old;
      const snapped = ratios.reduce((a, b) => (Math.abs(b - ratio) < Math.abs(a - ratio) ? b : a), ratios[0] as number);
      point[B + j] = round8(out * snapped);
    }
  }

  function bottleneck(point: Point, j: number): void {
    const out = point[W + j];
    if (kind === "K1KXK1") {
      const b = Math.min(round8(point[B + j] * pick(scales)), out);
      point[B + j] = b < out / 10 ? round8(out / 10) : b;
    } else point[B + j] = round8(out * pick(ratios));
  }

  return (point: Point): void => {
    const item = random.integer(mutable);
    if (item === 0) {
      point[0] = Math.min(clip(round8(point[0] * pick(scales)), stem, 32), point[W]);
      return;
    }
    const j = item - 1;
    const part = random.integer(4);
    if (part === 0) widen(point, j);
    else if (part === 1) {
      const old = point[K + j];
      for (let tries = 0; tries < 5 && point[K + j] === old; ++tries) point[K + j] = pick(kernels);
      while (1.5 * point[K + j] > sides[j]) point[K + j] -= 2;
    } else if (part === 2) bottleneck(point, j);
    else {
      const old = point[L + j];
      for (let tries = 0; tries < 5 && point[L + j] === old; ++tries)
        point[L + j] = clip(old + pick([1, -1, 2, -2]), 1, j === 0 ? 3 : Infinity);
    }
  };
}
