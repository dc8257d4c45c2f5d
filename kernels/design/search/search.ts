import {NetworkError} from "../../graph/errors.ts";
import {integer} from "../../graph/options.ts";
import {createRandom} from "../../graph/random.ts";
import {anneal, type Found} from "./anneal.ts";
import {toStructure, type StructureLike} from "../score/evaluate.ts";
import {repair} from "./feasible.ts";
import {bindingOf, InfeasibleError} from "./infeasible.ts";
import {polish} from "./polish.ts";
import type {Problem} from "../problem/problem.ts";
import {createSpace, type Point} from "./space.ts";
import {structureTerrain} from "./structureTerrain.ts";
import type {Terrain} from "./terrain.ts";

/** How thoroughly a search goes about it. */
export interface Effort {
  /** Independent starts of the annealing; 10. */
  readonly starts?: number;
  /** Candidates a start; 500,000. */
  readonly moves?: number;
  /** Of the first start; the others follow. The same seed gives the same structures on every machine. */
  readonly seed?: number;
}

export const effortNames = ["starts", "moves", "seed"] as const satisfies readonly (keyof Effort)[];

export interface SearchOptions extends Effort {
  /** A structure to go on from, such as the answer to a neighbouring budget: a short warm start comes first. */
  readonly from?: StructureLike;
}

/** Where a search stands. */
export interface Standing extends Found {
  /** The start that it is in, from 0; −1 is the first feasible point, and the warm start. */
  readonly start: number;
  /** Candidates tried so far, of all. */
  readonly fraction: number;
}

/** Shown every candidate of the annealing, feasible or not: the start, and the share of the search before it. */
export type Watch = (candidate: Point, start: number, fraction: number) => void;

/**
 * Solves a problem by simulated annealing with exact pairwise polish, several starts one after another; every few thousand
 * candidates it yields where it stands, and first of all the first feasible point. Throws an InfeasibleError if there is none.
 */
export function search(
  problem: Problem,
  {from, ...effort}: SearchOptions = {},
  watch?: Watch
): Generator<Standing, Standing> {
  const point = from === undefined ? undefined : createSpace(problem).nearest(toStructure(from));
  return explore(structureTerrain(problem), effort, point, watch);
}

/** As `search`, over any terrain; `from` is a point to go on from. */
export function* explore(
  terrain: Terrain,
  options: Effort,
  from?: Point,
  watch?: Watch
): Generator<Standing, Standing> {
  const starts = integer("starts", options.starts ?? 10);
  const moves = integer("moves", options.moves ?? 500_000);
  const {seed = 1} = options;
  const {evaluator} = terrain;
  if (!Number.isSafeInteger(seed)) throw new NetworkError(`invalid seed: ${seed}; expected an integer`);
  const all = (from ? moves / 10 : 0) + starts * moves;
  let [start, tried] = [-1, 0];
  const first = firstFeasible();
  let best: Found = first;
  yield standing(best);

  if (from)
    yield* follow(anneal({...parts("warm"), start: best.point, moves: moves / 10, heat: [0.004, 1e-5]}), moves / 10);
  for (start = 0; start < starts; ++start)
    yield* follow(anneal({...parts(start), start: first.point, moves, heat: terrain.heat}), moves);
  return standing(best);

  function firstFeasible(): Found {
    const random = createRandom(seed, "feasible");
    const points = [...(from ? [from] : []), ...terrain.templates];
    for (const tries of [2_000, 20_000, 100_000])
      for (const point of points) {
        const repaired = repair(terrain, random, point, tries);
        if (repaired.excess === 0) return {point: repaired.point, score: evaluator.score(repaired.point)};
      }
    throw new InfeasibleError(bindingOf(terrain));
  }

  function parts(key: string | number) {
    const began = tried;
    return {
      terrain,
      random: createRandom(seed, `anneal/${key}`),
      watch: watch && ((candidate: Point, done: number) => watch(candidate, start, (began + done) / all))
    };
  }

  function* follow(steps: Generator<Found, Found>, of: number): Generator<Standing> {
    const began = tried;
    let found = best;
    for (let i = 1; ; ++i) {
      const {value, done} = steps.next();
      found = value;
      if (done) break;
      tried = Math.min(began + of, began + 4000 * i);
      if (found.score > best.score) best = found;
      yield standing(best);
    }
    for (const better of polish(terrain, found)) found = better;
    if (found.score > best.score) best = found;
    tried = began + of;
    yield standing(best);
  }

  function standing(found: Found): Standing {
    return {...found, start, fraction: tried / all};
  }
}
