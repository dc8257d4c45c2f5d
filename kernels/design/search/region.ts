import {integer, known} from "../../graph/options.ts";
import {createRandom} from "../../graph/random.ts";
import {designProblem, type DesignOptions} from "../problem/problem.ts";
import {boundsOf, createCandidates, type Bounds, type Candidate} from "./candidate.ts";
import {createDraw} from "./draw.ts";
import {createSpace} from "./space.ts";

/** A sample of a problem's space, within its bounds and beyond them. */
export interface Region {
  readonly bounds: Bounds;
  readonly members: readonly Candidate[];
}

export interface RegionOptions {
  /** Members to draw; 1000. Fewer come back where the space is so narrow that nine of ten draws miss it. */
  readonly samples?: number;
  readonly seed?: number;
}

/**
 * Draws members of the space of a design problem at random, each with its costs, effectiveness and score, and says which bounds
 * it breaks: what the feasible region looks like. Widths and bottlenecks are drawn evenly in their logarithms, depths mostly
 * small, so how dense the sample is says nothing of the space. The same seed gives the same sample. Throws a NetworkError for
 * options that cannot be.
 */
export function region(options: DesignOptions, sampling: RegionOptions = {}): Region {
  known(sampling, "region", ["samples", "seed"]);
  const samples = integer("samples", sampling.samples ?? 1000);
  const problem = designProblem(options);
  const space = createSpace(problem);
  const draw = createDraw(problem, space, createRandom(sampling.seed ?? 1, "region"));
  const candidateOf = createCandidates(problem);
  const members: Candidate[] = [];
  const point = space.smallest();
  for (let i = 0; i < 10 * samples && members.length < samples; ++i) {
    draw(point);
    if (space.contains(point)) members.push(candidateOf(point));
  }
  return {bounds: boundsOf(problem), members};
}
