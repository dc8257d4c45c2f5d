import type {Numbers} from "./family.ts";
import {familyBudgetNames, type FamilyProblem} from "./familyProblem.ts";
import {createPieces} from "./pieces.ts";
import {stageWeights} from "../score/form.ts";
import {penaltyOf} from "../score/penalty.ts";
import {addStep, logEffectiveness} from "../score/tally.ts";
import {cut} from "../search/cut.ts";
import type {Evaluator} from "../search/evaluator.ts";
import type {Point} from "../search/space.ts";

/** Evaluates members by adding up their pieces, each of which is measured once. What a block refuses is worth nothing. */
export interface FamilyEvaluator extends Evaluator {
  /** Whether every block accepts its place in a member. */
  accepts(point: Point): boolean;
  /** The same with other bounds; what was measured is shared. */
  bounded(budget: FamilyProblem["budget"], rho: number): FamilyEvaluator;
}

/** `valuesAt` reads a point's values, one a gene. */
export function createFamilyEvaluator(problem: FamilyProblem, valuesAt: (point: Point) => Numbers): FamilyEvaluator {
  return evaluatorOf(problem, valuesAt, createReader(problem));
}

function evaluatorOf(
  problem: FamilyProblem,
  valuesAt: (point: Point) => Numbers,
  read: ReturnType<typeof createReader>
): FamilyEvaluator {
  const {budget, rho, family, form} = problem;
  const bounds = familyBudgetNames.filter((name) => budget[name] !== undefined);
  const limits = bounds.map((name) => budget[name]!);
  const logRho = cut(Math.log(rho));

  return {
    names: [...bounds, "rho"],
    accepts: (point) => read(valuesAt(point)) !== undefined,
    bounded: (budget, rho) => evaluatorOf({...problem, budget, rho}, valuesAt, read),
    score(point) {
      const values = valuesAt(point);
      const sums = read(values);
      if (!sums) return -Infinity;
      for (let i = 0; i < bounds.length; ++i) if (sums[bounds[i]] > limits[i]) return -Infinity;
      if (sums.logRho > logRho - 1e-11) return -Infinity; // a hair strict, so that no rounding exceeds rho
      return sums.entropy - cut(penaltyOf(family.depths(values), form));
    },
    excess(point) {
      const sums = read(valuesAt(point));
      if (!sums) return Infinity;
      let excess = Math.max(0, sums.logRho - logRho + 1e-11);
      for (let i = 0; i < bounds.length; ++i)
        if (sums[bounds[i]] > limits[i]) excess += Math.log(sums[bounds[i]] / limits[i]);
      return excess;
    },
    ratios(point) {
      const sums = read(valuesAt(point));
      if (!sums) return new Float64Array(bounds.length + 1).fill(Infinity);
      return Float64Array.of(...bounds.map((name, i) => Math.log(sums[name] / limits[i])), sums.logRho - logRho);
    }
  };
}

/** Makes the function that sums a member's pieces; what it gives is overwritten by the next call. */
function createReader({family, image, form}: FamilyProblem) {
  const pieces = createPieces(image);
  const paper = form.form === "paper";
  const tally = {layers: 0, product: 0, entropy: 0};
  const sums = {params: 0, macs: 0, layers: 0, activationMemory: 0, entropy: 0, logRho: 0};
  const weights: (readonly number[])[] = [];
  /** Of each stage that has ended. */
  const entropies: number[] = [];

  function end(logCoordinates: number): void {
    entropies.push(logCoordinates * tally.entropy);
    const rho = cut(logEffectiveness(tally));
    if (paper || rho > sums.logRho) sums.logRho = rho;
  }

  return (values: Numbers): Readonly<typeof sums> | undefined => {
    tally.layers = tally.product = tally.entropy = 0;
    sums.params = sums.macs = sums.activationMemory = sums.entropy = 0;
    sums.logRho = -Infinity;
    entropies.length = 0;
    let place = pieces.start;
    let logEnd = 0;
    let accepted = true;
    family.pieces(values, (key, times, block) => {
      const piece = accepted ? pieces.at(place, key, block) : undefined;
      if (!piece) {
        accepted = false;
        return;
      }
      // a block that stands several times in a row keeps its shape, so that no stage ends inside
      for (const step of piece.steps) {
        if (step.narrows && tally.layers) end(step.logCoordinates);
        addStep(tally, step, form, times);
      }
      sums.params += times * piece.params;
      sums.macs += times * piece.macs;
      sums.activationMemory += 4 * times * piece.held;
      logEnd = piece.logEnd;
      place = piece.after;
    });
    if (!accepted) return undefined;
    end(logEnd);
    sums.layers = tally.layers;
    const alpha = (weights[entropies.length] ??= stageWeights(form.alpha, entropies.length));
    for (let s = 0; s < entropies.length; ++s) sums.entropy += alpha[s] * entropies[s];
    return sums;
  };
}
