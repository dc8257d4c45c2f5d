import {NetworkError} from "../../graph/errors.ts";
import {known, positive} from "../../graph/options.ts";

/** Upper bounds; a value equal to its bound is within. */
export interface Budget {
  /** Trainable numbers, without the classifier. */
  readonly params?: number;
  /** Operations by the authors' counter, in which their budgets are stated. */
  readonly flops?: number;
  /** Multiply-accumulates of the convolutions. */
  readonly macs?: number;
  /** Layers of the main path. */
  readonly layers?: number;
  /** Bytes held for the backward pass of one image. */
  readonly activationMemory?: number;
  /** Milliseconds of the convolutions for one image, by the latency table that is given. */
  readonly latencyMs?: number;
}

export type BudgetName = keyof Budget;
export const budgetNames = ["params", "flops", "macs", "layers", "activationMemory", "latencyMs"] as const;

/** Reads a budget; at least one bound must be there. */
export function readBudget(raw: Budget, hasTable: boolean): Readonly<Partial<Record<BudgetName, number>>> {
  if (typeof raw !== "object" || raw === null) throw new NetworkError("missing budget; expected {params, flops, …}");
  const given = known(raw, "budget", budgetNames);
  const budget: Partial<Record<BudgetName, number>> = {};
  for (const name of budgetNames) if (given[name] !== undefined) budget[name] = positive(name, given[name]);
  if (Object.keys(budget).length === 0)
    throw new NetworkError(`empty budget; expected at least one of ${budgetNames.join(", ")}`);
  if (budget.latencyMs !== undefined && !hasTable)
    throw new NetworkError("missing latency table; measure one with bench/latency and pass it as latency");
  return budget;
}
