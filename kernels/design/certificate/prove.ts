import type {Highs} from "highs";
import {NetworkError} from "../../graph/errors.ts";
import type {Structure} from "../../models/deepMad/structure.ts";
import {createEvaluator} from "../search/evaluator.ts";
import {evaluate, toStructure, type StructureLike} from "../score/evaluate.ts";
import {stageWeights} from "../score/form.ts";
import {designProblem, type DesignOptions} from "../problem/problem.ts";
import {createSpace, type Point} from "../search/space.ts";
import {stagesOf} from "../score/stages.ts";
import {blockSum, choicesAt} from "./choices.ts";
import {chord, prefixesOf, stepOf, tangent} from "./cuts.ts";
import {addCuts, createModel, type Cut} from "./model.ts";

/** What a proof says about a structure among all of its widths. */
export interface Certificate {
  /** Whether no other structure of these widths scores more, to a millionth. */
  readonly proven: boolean;
  /** No structure of these widths scores more than this. */
  readonly bound: number;
  /** The best score: the given one's, or that of a better structure which the proof came upon. */
  readonly score: number;
  /** (bound − score) / score. */
  readonly gap: number;
  readonly structure: Structure;
  /** Binary choices of the programme. */
  readonly columns: number;
  /** How often it was solved, with cuts added between. */
  readonly rounds: number;
}

/**
 * Proves how good a structure is among all of its own widths: bottlenecks, kernels and depths as a mixed-integer linear programme,
 * solved by HiGHS, with effectiveness and penalty by exact cuts that are added where a solution violates them. The widths
 * stay: no proof covers them. `seconds` ends it early, and then `bound` and `gap` say how far it came. Throws a NetworkError for a
 * structure outside the problem's space or bounds.
 */
export function prove(
  highs: Highs,
  raw: StructureLike,
  options: DesignOptions,
  {seconds = 60, now = () => performance.now()}: {readonly seconds?: number; readonly now?: () => number} = {}
): Certificate {
  const problem = designProblem(options);
  const space = createSpace(problem);
  const evaluator = createEvaluator(problem);
  const given = toStructure(raw);
  const point = space.nearest(given);
  if (JSON.stringify(space.toStructure(point)) !== JSON.stringify(given))
    throw new NetworkError("the structure is outside the space of the problem; a proof needs one of its own");
  let score = evaluator.score(point);
  if (score === -Infinity) throw new NetworkError("the structure exceeds a bound of the problem");

  const {form, kinds} = problem;
  const count = kinds.length;
  const stages = stagesOf(given, form.entropyImage, form.form === "released");
  const alpha = stageWeights(form.alpha, stages.length);
  const scale = form.form === "paper" ? 2 : 1;
  const weights = kinds.map((_, j) =>
    stages.reduce(
      (sum, {item, channels, side}, s) => sum + (item > j ? scale * alpha[s] * Math.log(channels * side ** 2) : 0),
      0
    )
  );
  const choices = choicesAt(problem, point);
  const all = choices.of.flat();
  const evaluation = evaluate(given, form);
  // what stem and head add, from any one structure of these widths
  const inside = kinds.map((_, j) => blockSum(problem, point, j).entropy);
  const constant = evaluation.entropy - inside.reduce((sum, entropy, j) => sum + weights[j] * entropy, 0);
  const from = form.depths === "released" && kinds[0] === "K1KXK1" && count > 2 ? 2 : 0;
  const prefixes = prefixesOf(problem, stages, point[count]);
  const step = stepOf(problem);
  const added = new Set<string>();
  const end = now() + 1000 * seconds;

  /** The cuts around a point that the programme lacks yet. */
  function cutsAt(at: Point, chords: number, planes: number): Cut[] {
    const cuts: Cut[] = [];
    const once = (key: string, make: () => Cut) => {
      if (added.has(key)) return;
      added.add(key);
      cuts.push(make());
    };
    for (const prefix of prefixes) {
      let D = prefix.layers;
      for (let j = 0; j < prefix.blocks; ++j) D += blockSum(problem, at, j).layers;
      for (let i = -chords; i < chords; ++i) {
        const start = D + i * step;
        if (start >= 1) once(`${prefix.blocks}/${start}`, () => chord(problem, prefix, start, step));
      }
    }
    for (const depths of around([...at.slice(1 + 3 * count + from)], planes))
      once(depths.join(), () => tangent(problem, depths, from));
    return cuts;
  }

  let best = point;
  let bound = Infinity;
  let rounds = 0;
  const model = createModel(highs, choices, weights, form.beta);
  try {
    model.options.set({output_flag: false, mip_rel_gap: 0, mip_abs_gap: 1e-7});
    addCuts(highs, model, all, cutsAt(point, 6, kinds.length - from <= 3 ? 3 : 1));
    for (;;) {
      const left = (end - now()) / 1000;
      if (left <= 0) break;
      model.zeroAllClocks();
      model.options.set("time_limit", left);
      const {modelStatus} = model.run();
      ++rounds;
      bound = Math.min(bound, Number(model.info.get("mip_dual_bound")) + constant);
      if (modelStatus !== highs.constants.modelStatus.optimal) break;
      const candidate = pointOf(model.getSolution().colValue);
      const value = evaluator.score(candidate);
      if (value > score) [score, best] = [value, candidate];
      const cuts = bound - score <= 1e-6 ? [] : cutsAt(candidate, 2, 1);
      if (cuts.length === 0) break;
      addCuts(highs, model, all, cuts);
    }
  } finally {
    model.dispose();
  }
  return {
    proven: bound - score <= 1e-6,
    bound,
    score,
    gap: Math.max(0, bound - score) / Math.abs(score),
    structure: space.toStructure(best),
    columns: all.length,
    rounds
  };

  function pointOf(values: Float64Array): Point {
    const chosen = all.filter((_, i) => values[i] > 0.5);
    const at = point.slice();
    for (const {block, b, k, L} of chosen) {
      at[1 + count + block] = b;
      at[1 + 2 * count + block] = k;
      at[1 + 3 * count + block] = L;
    }
    return at;
  }
}

/** The depths that differ by at most `radius` in each place, all but the last, which stands for a common shift. */
function around(depths: readonly number[], radius: number): number[][] {
  return depths.reduce<number[][]>(
    (lists, depth, i) =>
      lists.flatMap((list) => {
        const reach = i === depths.length - 1 ? 0 : radius;
        return Array.from({length: 2 * reach + 1}, (_, n) => [...list, depth + n - reach]);
      }),
    [[]]
  );
}
