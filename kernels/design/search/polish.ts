import type {Found} from "./anneal.ts";
import type {Terrain} from "./terrain.ts";

/**
 * Steepest exchange: takes the best of all pairs of the terrain's small changes until none improves. The point is then the best
 * of its neighbourhood.
 */
export function* polish({exchanges, contains, evaluator}: Terrain, from: Found): Generator<Found, Found> {
  let best = from;
  for (;;) {
    const {point} = best;
    const candidate = point.slice();
    let better: Found | undefined;
    for (let a = 0; a < exchanges.length; ++a)
      for (let b = a; b < exchanges.length; ++b) {
        candidate.set(point);
        for (const [index, by, set] of a === b ? [exchanges[a]] : [exchanges[a], exchanges[b]])
          candidate[index] = set ? by : candidate[index] + by;
        if (!contains(candidate)) continue;
        const score = evaluator.score(candidate);
        if (score > (better ?? best).score + 1e-9) better = {point: candidate.slice(), score};
      }
    if (!better) return best;
    best = better;
    yield best;
  }
}
