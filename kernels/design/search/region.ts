import {integer, known} from "../../graph/options.ts";
import {createRandom} from "../../graph/random.ts";
import {designProblem, type DesignOptions} from "../problem/problem.ts";
import {boundsOf, createCandidates, type Bounds, type Candidate} from "./candidate.ts";
import {createDraw, shallowOrDeep} from "./draw.ts";
import {createEvaluator} from "./evaluator.ts";
import {createSpace} from "./space.ts";

/** A sample of a problem's space, within its bounds and beyond them. */
export interface Region {
  readonly bounds: Bounds;
  readonly members: readonly Candidate[];
}

export interface RegionOptions {
  /** Members to find, half within the bounds and half beyond; 1000. Fewer come back where one half is hard to find. */
  readonly samples?: number;
  readonly seed?: number;
}

/** Draws for each member at most; a draw that is not kept takes a microsecond. */
const draws = 200;

/**
 * Draws members of the space of a design problem at random, as many within its bounds as beyond them, each with its costs,
 * effectiveness and score, and says which bounds it breaks: what the feasible region looks like. Widths, bottlenecks and depths
 * are drawn evenly in their logarithms below a largest that is drawn first, so how dense the sample is says nothing of the
 * space. The same seed gives the same sample. Throws a NetworkError for options that cannot be.
 */
export function region(options: DesignOptions, sampling: RegionOptions = {}): Region {
  known(sampling, "region", ["samples", "seed"]);
  const samples = integer("samples", sampling.samples ?? 1000);
  const problem = designProblem(options);
  const space = createSpace(problem);
  const {score} = createEvaluator(problem);
  const draw = createDraw(problem, space, createRandom(sampling.seed ?? 1, "region"), shallowOrDeep);
  const candidateOf = createCandidates(problem);
  const room = {within: Math.floor(samples / 2), beyond: Math.ceil(samples / 2)};
  const members: Candidate[] = [];
  const point = space.smallest();
  for (let i = 0; i < draws * samples && members.length < samples; ++i) {
    draw(point);
    if (!space.contains(point)) continue;
    const side = score(point) > -Infinity ? "within" : "beyond";
    if (room[side] > 0) members.push(candidateOf(point));
    room[side] = Math.max(0, room[side] - 1);
  }
  return {bounds: boundsOf(problem), members};
}
