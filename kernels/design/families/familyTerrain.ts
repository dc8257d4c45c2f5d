import {NetworkError} from "../../graph/errors.ts";
import {createRandom, type Random} from "../../graph/random.ts";
import type {FamilyProblem} from "./familyProblem.ts";
import {createFamilyEvaluator, type FamilyEvaluator} from "./familyEvaluator.ts";
import type {Gene, Numbers} from "./family.ts";
import {polish} from "../search/polish.ts";
import type {Point} from "../search/space.ts";
import type {Exchange, Terrain} from "../search/terrain.ts";

/** The members of a family: a point holds for each gene the position of its value among those that it may have. */
export interface FamilyTerrain extends Terrain {
  valuesAt(point: Point): Numbers;
  /** The point whose values are nearest; it may be outside the terrain. */
  nearest(values: Numbers): Point;
}

/** Genes with so few values take any of them at a step; the others go up and down. */
const few = 4;
const steps = [1, 1, 1, 2, 2, 4, 8];
/** The share of steps that take another of few values. */
const choosing = 0.15;

/** Members of near score differ in many genes: more is tried between them, and little of it on the last digits. */
const heat = [0.06, 2e-3] as const;

export function familyTerrain(problem: FamilyProblem): FamilyTerrain {
  const {family, budget, rho} = problem;
  const {genes} = family;
  const values = new Float64Array(genes.length);
  const valuesAt = (point: Point): Numbers => {
    for (let g = 0; g < genes.length; ++g) values[g] = genes[g].values[point[g]];
    return values;
  };
  const contains = (point: Point): boolean => {
    for (let g = 0; g < genes.length; ++g) if (point[g] < 0 || point[g] >= genes[g].values.length) return false;
    return family.fits(valuesAt(point));
  };
  const nearest = (wanted: Numbers): Point => Int32Array.from(genes, ({values}, g) => nearestOf(values, wanted[g]));
  const evaluator = createFamilyEvaluator(problem, valuesAt);
  const free = genes.map((_, g) => g).filter((g) => genes[g].values.length > 1);
  const moves = (random: Random) => createMoves(genes, free, random);
  const exchanges = free.flatMap((g) => exchangesOf(genes[g], g));

  const member = (point: Point) => contains(point) && evaluator.accepts(point);
  const templates = templatesOf();
  const ground = {heat, contains, moves, exchanges, templates, valuesAt, nearest};
  return bounded(budget, rho, evaluator);

  function bounded(budget: FamilyProblem["budget"], rho: number, evaluator: FamilyEvaluator): FamilyTerrain {
    const terrain: FamilyTerrain = {
      ...ground,
      evaluator,
      bounds: {...budget, rho},
      cheapest(constraint) {
        if (constraint === "rho") return undefined;
        const index = evaluator.names.indexOf(constraint);
        const score = (point: Point) => -evaluator.ratios(point)[index];
        const smallest = templates[0];
        const descent = polish(
          {...terrain, evaluator: {...evaluator, score}},
          {point: smallest, score: score(smallest)}
        );
        for (;;) {
          const {value, done} = descent.next();
          if (done) return value.point;
        }
      },
      relaxed(constraint, factor) {
        const relaxed =
          constraint === "rho" ? budget : {...budget, [constraint]: budget[constraint as "params"]! * factor};
        const most = constraint === "rho" ? rho * factor : rho;
        return bounded(relaxed, most, evaluator.bounded(relaxed, most));
      }
    };
    return terrain;
  }

  /** The smallest member, the published ones as near as the ranges let them, and what lies between. */
  function templatesOf(): readonly Point[] {
    const at = (share: number) => Int32Array.from(genes, ({values}) => Math.round(share * (values.length - 1)));
    const points = [at(0), ...family.published.map((one) => nearest(family.values(one))), at(0.1), at(0.3)];
    const members = points.flatMap((point) => settled(point) ?? []);
    if (members.length) return members;
    throw new NetworkError("invalid constraints: no member of the family was found that keeps them all");
  }

  /** A member near a point, by moves at random. */
  function settled(from: Point): Point | undefined {
    if (member(from)) return from;
    const move = moves(createRandom(1, "settle"));
    const point = from.slice();
    for (let i = 0; i < 500; ++i) {
      if (i % 20 === 0) point.set(from);
      move(point);
      if (member(point)) return point;
    }
    return undefined;
  }
}

function nearestOf(values: readonly number[], wanted: number): number {
  let best = 0;
  for (const [i, value] of values.entries()) if (Math.abs(value - wanted) < Math.abs(values[best] - wanted)) best = i;
  return best;
}

/** One gene changes, or one goes up and another of its list down, or all of a list from one stage on go together. */
function createMoves(genes: readonly Gene[], free: readonly number[], random: Random): (point: Point) => void {
  const {uniform} = random;
  const below = (n: number) => Math.floor(uniform() * n);
  const long = free.filter((g) => genes[g].values.length > few);
  const short = free.filter((g) => genes[g].values.length <= few);
  const lists = genes.map(({name}) => free.filter((g) => genes[g].name === name));
  const step = ({values: {length}}: Gene) =>
    (uniform() < 0.5 ? 1 : -1) * Math.min(steps[below(steps.length)], length - 1);
  const trade = (point: Point, g: number, by: number) => {
    point[g] += by;
    point[lists[g][below(lists[g].length)]] -= by;
  };
  return (point) => {
    if (short.length && (!long.length || uniform() < choosing)) {
      const g = short[below(short.length)];
      const {length} = genes[g].values;
      if (lists[g].length > 1 && uniform() < 0.5) trade(point, g, uniform() < 0.5 ? 1 : -1);
      else point[g] = (point[g] + 1 + below(length - 1)) % length;
      return;
    }
    if (!long.length) return;
    const g = long[below(long.length)];
    const by = step(genes[g]);
    const kind = uniform();
    if (kind < 0.6) point[g] += by;
    else if (kind < 0.85) trade(point, g, by);
    else for (const other of lists[g]) if (other >= g) point[other] += by;
  };
}

function exchangesOf({values: {length}}: Gene, g: number): readonly Exchange[] {
  if (length <= few) return Array.from({length}, (_, i) => [g, i, true] as const);
  return [1, 2, 3, 4, 6, 8]
    .filter((by) => by < length)
    .flatMap((by) => [[g, by, false] as const, [g, -by, false] as const]);
}
