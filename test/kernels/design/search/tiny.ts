import {designProblem, type DesignOptions} from "../../../../kernels/design/problem/problem.ts";
import {createSpace} from "../../../../kernels/design/search/space.ts";
import {formatStructure} from "../../../../kernels/models/deepMad/structureText.ts";
import {worthOf} from "../independent.ts";

const options: DesignOptions = {
  budget: {flops: 30e6, params: 60e3},
  rho: 0.6,
  blocks: "K1KXK1",
  stages: [2, 2, 2],
  image: 64,
  constraints: {stem: [16, 16], width: 40, expansion: [0.4, 0.8], kernels: [3, 5], most: 3}
};

/** A problem whose structures can all be counted, and the best of them by the independent evaluator. */
export function tiny() {
  const space = createSpace(designProblem(options));
  const all: {text: string; score: number; flops: number}[] = [];
  for (const [w1, w2] of pairs([16, 24, 32, 40]))
    for (const [b1, b2] of pairs([8, 16, 24, 32]))
      for (const [k1, k2] of pairs([3, 5]))
        for (const [L1, L2] of pairs([1, 2, 3])) {
          const point = Int32Array.of(16, w1, w2, b1, b2, k1, k2, L1, L2);
          if (!space.contains(point)) continue;
          const structure = space.toStructure(point);
          const {score, rho, flops, params} = worthOf(structure, {image: 64, entropyAt: 64, allDepths: true});
          if (rho <= 0.6 && flops <= 30e6 && params <= 60e3)
            all.push({text: formatStructure(structure, {form: "short"}), score, flops});
        }
  all.sort((a, b) => b.score - a.score);
  return {options, feasible: all, best: all[0]};
}

function pairs<T>(list: readonly T[]): (readonly [T, T])[] {
  return list.flatMap((a) => list.map((b) => [a, b] as const));
}
