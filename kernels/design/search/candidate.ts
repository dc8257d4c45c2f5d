import {formatStructure} from "../../models/deepMad/structureText.ts";
import {latencyOf} from "../latency/latencyOf.ts";
import {budgetNames, type BudgetName} from "../problem/budget.ts";
import type {Problem} from "../problem/problem.ts";
import {evaluate, type Evaluation} from "../score/evaluate.ts";
import {createEvaluator} from "./evaluator.ts";
import {createSpace, type Point} from "./space.ts";

/** What a problem can bound. */
export type BoundName = BudgetName | "effectiveness";

/** The bounds of a problem by the quantity that they hold for: its budgets, and rho as `effectiveness`. */
export type Bounds = Readonly<Partial<Record<BoundName, number>>>;

/** A structure of a problem's space as a row of numbers, within the bounds or not. */
export interface Candidate extends Omit<Evaluation, "stages"> {
  /** In the short form. */
  readonly text: string;
  /** Milliseconds by the latency table, interpolated; only if the problem has one. */
  readonly latencyMs?: number;
  readonly feasible: boolean;
  /** The bounds that it exceeds; none if it is feasible. */
  readonly breaks: readonly BoundName[];
}

export function boundsOf({budget, rho}: Problem): Bounds {
  return {...budget, effectiveness: rho};
}

/** Makes the function that says of a point of a problem's space what it is worth, and which bounds it keeps. */
export function createCandidates(problem: Problem): (point: Point) => Candidate {
  const {budget, rho, form, latency} = problem;
  const space = createSpace(problem);
  const {score: scoreOf} = createEvaluator(problem);
  return (point) => {
    const structure = space.toStructure(point);
    const {entropy, effectiveness, penalty, score, layers, params, flops, macs, activationMemory} = evaluate(
      structure,
      form
    );
    const latencyMs = latency && latencyOf(structure, latency, form.image);
    const costs = {params, flops, macs, layers, activationMemory, latencyMs};
    const feasible = scoreOf(point) > -Infinity;
    const over = budgetNames.filter((name) => budget[name] !== undefined && costs[name]! > budget[name]);
    return {
      text: formatStructure(structure, {form: "short"}),
      entropy,
      effectiveness,
      penalty,
      score,
      layers,
      params,
      flops,
      macs,
      activationMemory,
      ...(latencyMs !== undefined && {latencyMs}),
      feasible,
      // rho is held a hair strictly: what is refused for no budget is refused for it
      breaks: feasible ? [] : effectiveness > rho || over.length === 0 ? [...over, "effectiveness"] : over
    };
  };
}
