import type {Random} from "../../graph/random.ts";
import type {Problem} from "../problem/problem.ts";
import type {Point, Space} from "./space.ts";
import type {Terrain} from "./terrain.ts";

/**
 * Brings a point within its bounds: random moves that do not raise the excess, with a little heat against dead ends. Gives
 * the first point without excess, or the one with the least after `tries`.
 */
export function repair(
  {contains, evaluator, moves}: Terrain,
  random: Random,
  start: Point,
  tries: number
): {readonly point: Point; readonly excess: number} {
  const move = moves(random);
  const current = start.slice();
  const candidate = start.slice();
  const best = start.slice();
  let excess = evaluator.excess(current);
  let least = excess;
  for (let i = 0; i < tries && least > 0; ++i) {
    candidate.set(current);
    const count = 1 + Math.floor(random.uniform() * 3);
    for (let n = 0; n < count; ++n) move(candidate);
    if (!contains(candidate)) continue;
    const value = evaluator.excess(candidate);
    if (value > excess && random.uniform() >= Math.exp((excess - value) / (0.05 * (1 - i / tries) + 1e-9))) continue;
    current.set(candidate);
    excess = value;
    if (excess < least) {
      least = excess;
      best.set(current);
    }
  }
  return {point: best, excess: least};
}

/** Points to begin a repair from: one block a stage with geometric widths, narrow and wide, and the smallest of all. */
export function templates(problem: Problem, space: Space): readonly Point[] {
  const wide = (to: number) => {
    const count = problem.kinds.length;
    const first = problem.stem[1];
    const widths = Array.from({length: count}, (_, j) => first * (to / first) ** ((j + 1) / count));
    const items = widths.map((out, j) => ({
      class: `SuperRes${problem.kinds[j]}` as const,
      in: 8,
      out,
      k: 3,
      s: problem.strides[j + 1],
      btn: out * Math.sqrt(problem.expansion[j][0] * problem.expansion[j][1]),
      L: 1
    }));
    return space.nearest([{class: "ConvKXBNRELU", in: problem.channels, out: first, k: 3, s: 2}, ...items]);
  };
  return [wide(problem.width / 4), wide(problem.width / 12), space.smallest()];
}
