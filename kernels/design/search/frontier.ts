import {NetworkError} from "../../graph/errors.ts";
import {integer, keyword, known, positive} from "../../graph/options.ts";
import {budgetNames, type BudgetName} from "../problem/budget.ts";
import {designOptionNames} from "../problem/problem.ts";
import {InfeasibleError, type Binding} from "./infeasible.ts";
import {effortNames} from "./search.ts";
import {solve, type Design, type SolveOptions, type SolveSurroundings} from "./solve.ts";

export interface FrontierOptions extends Omit<SolveOptions, "from" | "path"> {
  /** The budget that is varied; the others, and rho, stay as they are. */
  readonly along: BudgetName;
  /** Its least bound. */
  readonly from: number;
  /** Its greatest bound. */
  readonly to: number;
  /** How many bounds, at equal ratios; 12. */
  readonly points?: number;
  /** Independent starts at each bound, on the way up and again on the way down; 1. */
  readonly starts?: number;
}

/** The best design that is known for one bound. */
export interface FrontierPoint {
  readonly bound: number;
  /** Absent where none was found, and where the bound has not been reached yet. */
  readonly design?: Design;
  /** What is in the way where no design is within the bounds. */
  readonly binding?: readonly Binding[];
}

/** Score against budget: the curve as far as it is known. */
export interface Frontier {
  readonly along: BudgetName;
  /** By growing bound. */
  readonly points: readonly FrontierPoint[];
  /** How much of the work is done. */
  readonly fraction: number;
  readonly done: boolean;
}

/**
 * The Pareto curve of a design problem: the best score for each of several bounds of one budget, the others kept. By
 * continuation: bounds are gone through upwards and once more downwards, each search beginning at its neighbour's design;
 * since a design stays feasible under a greater bound, it is kept there while nothing better is known, and the curve never
 * falls. Yields the curve after each bound and each improvement, last with `done`. A bound that no design was found for has a
 * `binding`; an InfeasibleError is thrown only if that is so for all. Aborting the signal throws its reason. The same options
 * give the same curves everywhere.
 */
export async function* frontier(
  options: FrontierOptions,
  {signal, turn}: SolveSurroundings = {}
): AsyncGenerator<Frontier, void> {
  known(options, "design.frontier", [...designOptionNames, "along", "from", "to", "points", ...effortNames]);
  const {along, from, to, points: count, starts = 1, seed = 1, ...problem} = options;
  const points: FrontierPoint[] = boundsBetween(from, to, integer("points", count ?? 12, 2)).map((bound) => ({bound}));
  keyword("along", along, budgetNames);
  let searched = 0;

  for (let i = 0; i < points.length; ++i) {
    await improve(i, points[i - 1]?.design, seed);
    yield curve();
  }
  if (!points.some(({design}) => design)) throw new InfeasibleError(points[points.length - 1].binding!);
  for (let i = points.length - 2; i >= 0; --i) {
    if (points[i].binding?.some(({alone}) => alone)) break; // fails whatever the others are, and so does all below
    if (await improve(i, points[i + 1].design, seed + 1)) yield curve();
  }
  yield {...curve(), fraction: 1, done: true};

  /** Searches under one bound; whether a better design was found. */
  async function improve(i: number, neighbour: Design | undefined, seed: number): Promise<boolean> {
    const {bound} = points[i];
    const options = {...problem, budget: {...problem.budget, [along]: bound}, starts, seed, from: neighbour?.structure};
    try {
      let last: Design | undefined;
      for await (const design of solve(options, {signal, turn})) last = design;
      return keep(i, last!);
    } catch (error) {
      if (!(error instanceof InfeasibleError)) throw error;
      if (!points[i].design) points[i] = {bound, binding: error.binding};
      return false;
    } finally {
      ++searched;
    }
  }

  /** Takes a design where it is better: under its bound, and under those above that have been reached. */
  function keep(at: number, found: Design): boolean {
    const below = points[at - 1]?.design; // within this bound too
    const design = below && below.score > found.score ? below : found;
    let i = at;
    for (; i < points.length && (i === at || points[i].design); ++i) {
      if (design.score <= (points[i].design?.score ?? -Infinity)) break;
      points[i] = {bound: points[i].bound, design};
    }
    return i > at;
  }

  function curve(): Frontier {
    return {along, points: points.slice(), fraction: searched / (2 * points.length - 1), done: false};
  }
}

/** Bounds at equal ratios, to six digits, so that engines agree on them. */
function boundsBetween(from: number, to: number, count: number): readonly number[] {
  const [least, most] = [positive("from", from), positive("to", to)];
  if (least >= most) throw new NetworkError(`invalid from: ${from}; expected less than to, ${to}`);
  return Array.from({length: count}, (_, i) =>
    i === 0 ? least : i === count - 1 ? most : Number((least * (most / least) ** (i / (count - 1))).toPrecision(6))
  );
}
