import type {Random} from "../../graph/random.ts";
import type {Point} from "./space.ts";
import type {Terrain} from "./terrain.ts";

export interface Found {
  readonly point: Point;
  readonly score: number;
}

export interface AnnealOptions {
  readonly terrain: Terrain;
  readonly random: Random;
  /** A feasible point. */
  readonly start: Point;
  /** Candidates to try. */
  readonly moves: number;
  /** Temperature at the start and at the end, over the best score. */
  readonly heat?: readonly [number, number] | undefined;
  /** Shown every candidate of the space, feasible or not, with how many were tried before it; the point changes afterwards. */
  readonly watch?: ((candidate: Point, tried: number) => void) | undefined;
}

/** Candidates between two looks at the clock and at the messages. */
const chunk = 4000;

/**
 * Simulated annealing (Kirkpatrick et al. 1983): the temperature falls geometrically; a candidate is one to three elementary
 * moves; only feasible ones are taken, better ones always. Yields the best so far after every few thousand candidates.
 */
export function* anneal({
  terrain,
  random,
  start,
  moves,
  heat: [hot, cold] = [0.08, 1e-5],
  watch
}: AnnealOptions): Generator<Found, Found> {
  const {evaluator} = terrain;
  const move = terrain.moves(random);
  const current = start.slice();
  const candidate = start.slice();
  const best = start.slice();
  let score = evaluator.score(start);
  let most = score;
  for (let done = 0; done < moves;) {
    const end = Math.min(moves, done + chunk);
    for (; done < end; ++done) {
      candidate.set(current);
      const draw = random.uniform();
      move(candidate);
      if (draw > 0.3) move(candidate);
      if (draw > 0.7) move(candidate);
      if (!terrain.contains(candidate)) continue;
      watch?.(candidate, done);
      const value = evaluator.score(candidate);
      if (value === -Infinity) continue;
      const temperature = Math.abs(most) * hot * (cold / hot) ** (done / moves);
      if (value < score && random.uniform() >= Math.exp((value - score) / temperature)) continue;
      current.set(candidate);
      score = value;
      if (score > most) {
        most = score;
        best.set(current);
      }
    }
    yield {point: best.slice(), score: most};
  }
  return {point: best, score: most};
}
