import type {Problem} from "../problem/problem.ts";
import {createEvaluator} from "./evaluator.ts";
import {templates} from "./feasible.ts";
import {createMoves} from "./moves.ts";
import {createSpace} from "./space.ts";
import type {Exchange, Terrain} from "./terrain.ts";

/** The structures of a problem, as a search walks over them. */
export function structureTerrain(problem: Problem): Terrain {
  const space = createSpace(problem);
  const {budget, rho} = problem;
  return {
    contains: space.contains,
    evaluator: createEvaluator(problem),
    moves: (random) => createMoves(problem, space, random),
    exchanges: exchangesOf(problem),
    templates: templates(problem, space),
    bounds: {...budget, rho},
    // costs grow with every number of a structure; rho does not
    cheapest: (constraint) => (constraint === "rho" ? undefined : space.smallest()),
    relaxed: (constraint, factor) =>
      structureTerrain(
        constraint === "rho"
          ? {...problem, rho: rho * factor}
          : {...problem, budget: {...budget, [constraint]: budget[constraint as "params"]! * factor}}
      )
  };
}

/** Widths and bottlenecks by 8 to 64, depths by 1 and 2, any kernel, the stem by 8. */
function exchangesOf({kinds, kernels}: Problem): readonly Exchange[] {
  const count = kinds.length;
  const exchanges: Exchange[] = [8, -8].map((by) => [0, by, false]);
  for (let j = 0; j < count; ++j) {
    for (const by of [8, 16, 24, 32, 40, 48, 56, 64])
      for (const sign of [1, -1]) exchanges.push([1 + j, sign * by, false], [1 + count + j, sign * by, false]);
    for (const by of [1, -1, 2, -2]) exchanges.push([1 + 3 * count + j, by, false]);
    for (const kernel of kernels[j]) exchanges.push([1 + 2 * count + j, kernel, true]);
  }
  return exchanges;
}
