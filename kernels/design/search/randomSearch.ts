import {integer} from "../../graph/options.ts";
import {createRandom} from "../../graph/random.ts";
import type {Found} from "./anneal.ts";
import {beginning} from "./authorsSearch.ts";
import {createEvaluator} from "./evaluator.ts";
import type {Problem} from "../problem/problem.ts";
import {createDraw, mostlyShallow} from "./draw.ts";
import {createSpace} from "./space.ts";

/**
 * The floor to compare with: points drawn at random, widths and bottlenecks evenly in their logarithms below a width that is drawn
 * first, depths mostly small; the best of those within the bounds. Most are not. Yields the best so far after every 2000 draws.
 */
export function* randomSearch(
  problem: Problem,
  {evaluations = 20_000, seed = 1}: {readonly evaluations?: number; readonly seed?: number} = {}
): Generator<Found, Found> {
  const space = createSpace(problem);
  const {score} = createEvaluator(problem);
  const random = createRandom(seed, "random");
  const point = beginning(problem, random, undefined);
  const draw = createDraw(problem, space, random, mostlyShallow);
  let best: Found = {point: point.slice(), score: score(point)};
  for (let i = 1; i <= integer("evaluations", evaluations); ++i) {
    draw(point);
    if (space.contains(point)) {
      const value = score(point);
      if (value > best.score) best = {point: point.slice(), score: value};
    }
    if (i % 2000 === 0) yield best;
  }
  return best;
}
