import type {Found} from "./anneal.ts";
import type {Evaluator} from "./evaluator.ts";
import type {Problem} from "../problem/problem.ts";
import type {Space} from "./space.ts";

/** [index, change], or for a kernel [index, its side]. */
type Exchange = readonly [index: number, by: number, set: boolean];

/**
 * Steepest exchange: takes the best of all pairs of small changes (widths and bottlenecks by 8 to 64, depths by 1 and 2, any
 * kernel) until none improves. The point is then the best of its neighbourhood.
 */
export function* polish(
  {kernels}: Problem,
  {count, contains}: Space,
  evaluator: Evaluator,
  from: Found
): Generator<Found, Found> {
  const exchanges: Exchange[] = [8, -8].map((by) => [0, by, false]);
  for (let j = 0; j < count; ++j) {
    for (const by of [8, 16, 24, 32, 40, 48, 56, 64])
      for (const sign of [1, -1]) exchanges.push([1 + j, sign * by, false], [1 + count + j, sign * by, false]);
    for (const by of [1, -1, 2, -2]) exchanges.push([1 + 3 * count + j, by, false]);
    for (const kernel of kernels[j]) exchanges.push([1 + 2 * count + j, kernel, true]);
  }
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
