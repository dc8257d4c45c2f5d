import {createRandom} from "../../graph/random.ts";
import {repair} from "./feasible.ts";
import type {Terrain} from "./terrain.ts";

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
        ? `infeasible: ${binding.map(sentence).join("; ")}; ${cure(binding)}, or change the blocks, the stages or the image`
        : "infeasible: no structure within all bounds was found, though each can be kept with the others left out"
    );
    this.binding = binding;
  }
}

function sentence({constraint, bound, least, by, alone}: Binding): string {
  const [bounded, reached, over] = [bound, least, by].map((value) => Number(value.toPrecision(4)).toLocaleString("en"));
  const where = alone ? "in this space" : "with the other bounds kept";
  return `${constraint} ≤ ${bounded} cannot be met; the least ${where} is ${reached}, ${over} more`;
}

/** What fails alone must be raised, all of it; of what only fails together, one is enough. */
function cure(binding: readonly Binding[]): string {
  if (binding.length === 1) return "raise it";
  return binding[0].alone ? "raise them" : "raise one of them";
}

/**
 * Which bounds are in the way, and by how much. What the cheapest point of the terrain exceeds fails alone. For what only
 * fails together, one bound after another is lowered as far as the others allow.
 */
export function bindingOf(terrain: Terrain): readonly Binding[] {
  const {evaluator, bounds} = terrain;
  const {names, ratios} = evaluator;
  const binding = (name: string, log: number, alone: boolean): Binding => {
    const least = bounds[name] * Math.exp(log);
    return {constraint: name, bound: bounds[name], least, by: least - bounds[name], alone};
  };
  const alone = names.flatMap((name, i) => {
    const cheapest = terrain.cheapest(name);
    const log = cheapest ? ratios(cheapest)[i] : 0;
    return log > 0 ? [binding(name, log, true)] : [];
  });
  if (alone.length) return alone;
  return names.flatMap((name, i) => {
    const log = leastRatio(terrain, name, i);
    return log !== undefined && log > 0 ? [binding(name, log, false)] : [];
  });
}

/** The least log(value / bound) of a constraint while all others are kept; undefined if they cannot be. */
function leastRatio(terrain: Terrain, name: string, index: number): number | undefined {
  const random = createRandom(1, `infeasible/${name}`);
  const ratioAt = terrain.evaluator.ratios;
  let log: number | undefined;
  // halve the distance between what fails and what can be reached
  let [low, high] = [0, Math.max(...terrain.templates.map((point) => ratioAt(point)[index]), 1)];
  for (let round = 0; round < 12; ++round) {
    const middle = round === 0 ? high + 5 : (low + high) / 2;
    const relaxed = terrain.relaxed(name, Math.exp(middle));
    let reached = false;
    for (const start of relaxed.templates) {
      const {point, excess} = repair(relaxed, random, start, 10_000);
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
