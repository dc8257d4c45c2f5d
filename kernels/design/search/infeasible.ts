import {createRandom} from "../../graph/random.ts";
import {createEvaluator} from "./evaluator.ts";
import {repair, templates} from "./feasible.ts";
import type {Problem} from "../problem/problem.ts";
import {createSpace} from "./space.ts";

/** A bound that cannot be kept with the others. */
export interface Binding {
  /** A name of the budget, or `rho`. */
  readonly constraint: string;
  readonly bound: number;
  /** The least value found while all the others are kept. */
  readonly least: number;
  /** least − bound. */
  readonly by: number;
  /** Whether it fails alone, whatever the others are. */
  readonly alone: boolean;
}

/** No structure of the space is within all bounds, as far as the search can tell; exact for bounds that fail alone. */
export class InfeasibleError extends Error {
  override name = "InfeasibleError";
  readonly binding: readonly Binding[];
  constructor(binding: readonly Binding[]) {
    super(
      binding.length
        ? `infeasible: ${binding.map(sentence).join("; ")}`
        : "infeasible: no structure within all bounds was found, though each can be kept with the others left out"
    );
    this.binding = binding;
  }
}

function sentence({constraint, bound, least, by, alone}: Binding): string {
  const [bounded, reached, over] = [bound, least, by].map((value) => Number(value.toPrecision(4)).toLocaleString("en"));
  const where = alone ? "of this space" : "with the other bounds kept";
  return `${constraint} ${bounded} is exceeded by ${over}: the least ${where} is ${reached}`;
}

/**
 * Which bounds are in the way, and by how much. Costs grow with every number of a structure, so the smallest structure has
 * the least of each. For what only fails together, one bound after another is lowered as far as the others allow.
 */
export function bindingOf(problem: Problem): readonly Binding[] {
  const space = createSpace(problem);
  const {names, ratios} = createEvaluator(problem);
  const smallest = ratios(space.smallest());
  const bound = (name: string) => (name === "rho" ? problem.rho : problem.budget[name as "params"]!);
  const binding = (name: string, log: number, alone: boolean): Binding => {
    const least = bound(name) * Math.exp(log);
    return {constraint: name, bound: bound(name), least, by: least - bound(name), alone};
  };
  const alone = names.flatMap((name, i) =>
    name !== "rho" && smallest[i] > 0 ? [binding(name, smallest[i], true)] : []
  );
  if (alone.length) return alone;
  return names.flatMap((name, i) => {
    const log = leastRatio(problem, name, i);
    return log !== undefined && log > 0 ? [binding(name, log, false)] : [];
  });
}

/** The least log(value / bound) of a constraint while all others are kept; undefined if they cannot be. */
function leastRatio(problem: Problem, name: string, index: number): number | undefined {
  const space = createSpace(problem);
  const random = createRandom(1, `infeasible/${name}`);
  const ratioAt = createEvaluator(problem).ratios;
  let log: number | undefined;
  // halve the distance between what fails and what can be reached
  let [low, high] = [0, Math.max(...templates(problem, space).map((point) => ratioAt(point)[index]), 1)];
  for (let round = 0; round < 12; ++round) {
    const middle = round === 0 ? high + 5 : (low + high) / 2;
    const relaxed = relax(problem, name, middle);
    const evaluator = createEvaluator(relaxed);
    let reached = false;
    for (const start of templates(relaxed, space)) {
      const {point, excess} = repair(relaxed, space, evaluator, random, start, 10_000);
      if (excess > 0) continue;
      reached = true;
      const ratio = ratioAt(point)[index];
      log = Math.min(log ?? Infinity, ratio);
      break;
    }
    if (round === 0 && !reached) return undefined;
    if (reached) high = Math.min(high, log!);
    else low = middle;
  }
  return log;
}

function relax(problem: Problem, name: string, log: number): Problem {
  const factor = Math.exp(log);
  if (name === "rho") return {...problem, rho: problem.rho * factor};
  const budget = {...problem.budget, [name]: problem.budget[name as "params"]! * factor};
  return {...problem, budget};
}
