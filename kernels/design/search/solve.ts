import {integer, known} from "../../graph/options.ts";
import {turns} from "../../graph/turn.ts";
import {formatStructure} from "../../models/deepMad/structureText.ts";
import {evaluate, type Evaluation} from "../score/evaluate.ts";
import {latencyOf} from "../latency/latencyOf.ts";
import {designOptionNames, designProblem, type DesignOptions, type Problem} from "../problem/problem.ts";
import {createCandidates} from "./candidate.ts";
import {effortNames, search, type SearchOptions, type Standing} from "./search.ts";
import {recordPath, type SearchPath} from "./searchPath.ts";
import {createSpace, type Space} from "./space.ts";
import type {Structure} from "../../models/deepMad/structure.ts";

export interface SolveOptions extends DesignOptions, SearchOptions {
  /** Records the way of the search: at most so many candidates that it tries. Not recorded if absent. */
  readonly path?: number;
}

/** A structure that a search found, with everything that is said of it. */
export interface Design extends Evaluation {
  readonly structure: Structure;
  /** In the short form. */
  readonly text: string;
  /** Milliseconds by the latency table, interpolated; only if one was given. */
  readonly latencyMs?: number;
  /** The way of the search up to this design; only if `path` was asked for. */
  readonly path?: SearchPath;
  /** The start that the search is in, from 0; −1 before the first. */
  readonly start: number;
  /** How much of the search is done. */
  readonly fraction: number;
  readonly done: boolean;
}

export interface SolveSurroundings {
  readonly signal?: AbortSignal;
  /** Lets waiting tasks run; called every few milliseconds. */
  readonly turn?: () => Promise<void>;
}

/**
 * Designs a network under a budget: the structure of most score (entropy without the penalty on uneven depths) whose
 * effectiveness, parameters, operations, memory and latency are within their bounds. Yields the first feasible design within
 * milliseconds, then each better one, and last the best of all starts with `done`. Aborting the signal throws its reason; an
 * InfeasibleError says which bounds are in the way. With `path` each design tells the way of the search up to it. The same
 * options give the same designs everywhere.
 */
export async function* solve(
  options: SolveOptions,
  {signal, turn = turns()}: SolveSurroundings = {}
): AsyncGenerator<Design, void> {
  signal?.throwIfAborted();
  known(options, "design.solve", ["family", ...designOptionNames, ...effortNames, "from", "path"]);
  const {starts, moves, seed, from, path, ...rest} = options;
  const problem = designProblem(rest);
  const space = createSpace(problem);
  const record = path === undefined ? undefined : recordPath(createCandidates(problem), integer("path", path));
  const steps = search(problem, {starts, moves, seed, from}, record?.watch);
  let shown: Standing | undefined;
  for (;;) {
    const {value, done = false} = steps.next();
    const better = !shown || value.score > shown.score;
    if (better) record?.better(value.point, value.start, value.fraction);
    if (done || better || value.start !== shown!.start) {
      shown = value;
      yield designOf(problem, space, value, record?.path(), done);
    }
    if (done) return;
    await turn();
    signal?.throwIfAborted();
  }
}

function designOf(
  problem: Problem,
  space: Space,
  {point, start, fraction}: Standing,
  path: SearchPath | undefined,
  done: boolean
): Design {
  const structure = space.toStructure(point);
  const {latency, form} = problem;
  return {
    structure,
    text: formatStructure(structure, {form: "short"}),
    ...evaluate(structure, form),
    ...(latency && {latencyMs: latencyOf(structure, latency, form.image)}),
    ...(path && {path}),
    start,
    fraction,
    done
  };
}
