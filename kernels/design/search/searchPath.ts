import type {Candidate} from "./candidate.ts";
import type {Point} from "./space.ts";

/** A candidate that a search tried, and when. */
export interface Visited extends Candidate {
  /** The start that the search was in, from 0; −1 before the first. */
  readonly start: number;
  /** The share of the search before it. */
  readonly fraction: number;
}

/** The way of a search through its space. */
export interface SearchPath {
  /** Candidates of the annealing, feasible or not, in order, thinned evenly. */
  readonly visited: readonly Visited[];
  /** The best so far, each time there was a better one. */
  readonly best: readonly Visited[];
}

/** Records at most `most` of the candidates that it is shown, evenly over the search. */
export function recordPath(candidateOf: (point: Point) => Candidate, most: number) {
  const visited: Visited[] = [];
  const best: Visited[] = [];
  const visit = (point: Point, start: number, fraction: number) => ({...candidateOf(point), start, fraction});
  return {
    watch(point: Point, start: number, fraction: number): void {
      if (fraction * most >= visited.length) visited.push(visit(point, start, fraction));
    },
    better(point: Point, start: number, fraction: number): void {
      best.push(visit(point, start, fraction));
    },
    /** What was recorded so far. */
    path: (): SearchPath => ({visited: visited.slice(), best: best.slice()})
  };
}
