import {integer} from "../../graph/options.ts";
import {createRandom} from "../../graph/random.ts";
import type {Found} from "./anneal.ts";
import {beginning} from "./authorsSearch.ts";
import {createEvaluator} from "./evaluator.ts";
import type {Problem} from "../problem/problem.ts";
import {createSpace} from "./space.ts";

/**
 * The floor to compare with: points drawn at random, widths and bottlenecks evenly in their logarithms below a width that is drawn
 * first, depths mostly small; the best of those within the bounds. Most are not. Yields the best so far after every 2000 draws.
 */
export function* randomSearch(
  problem: Problem,
  {evaluations = 20_000, seed = 1}: {readonly evaluations?: number; readonly seed?: number} = {}
): Generator<Found, Found> {
  const {kinds, stem, width, kernels, least, most, monotone} = problem;
  const space = createSpace(problem);
  const {score} = createEvaluator(problem);
  const random = createRandom(seed, "random");
  const count = kinds.length;
  const point = beginning(problem, random, undefined);
  let best: Found = {point: point.slice(), score: score(point)};
  const between = (low: number, high: number) => low + random.integer(high - low + 1);
  const logarithmic = (low: number, high: number) => 8 * Math.round((low * (high / low) ** random.uniform()) / 8);
  for (let i = 1; i <= integer("evaluations", evaluations); ++i) {
    point[0] = 8 * between(stem[0] / 8, stem[1] / 8);
    const widest = logarithmic(point[0], width);
    const widths = kinds.map(() => logarithmic(point[0], widest));
    if (monotone) widths.sort((a, b) => a - b);
    for (let j = 0; j < count; ++j) {
      const [low, high] = [space.low[j][widths[j] / 8], space.high[j][widths[j] / 8]];
      point[1 + j] = widths[j];
      point[1 + count + j] = logarithmic(low, high);
      point[1 + 2 * count + j] = kernels[j][random.integer(kernels[j].length)];
      point[1 + 3 * count + j] = Math.min(most[j], least[j] + Math.floor(24 * random.uniform() ** 3));
    }
    if (space.contains(point)) {
      const value = score(point);
      if (value > best.score) best = {point: point.slice(), score: value};
    }
    if (i % 2000 === 0) yield best;
  }
  return best;
}
