import {didYouMean} from "../graph/suggest.ts";
import {TrainingError} from "./error.ts";

/** Refuses an option that `names` does not list, so that nothing a person writes is ignored. */
export function known(raw: object, names: readonly string[], place: string): void {
  for (const name of Object.keys(raw))
    if (!names.includes(name))
      throw new TrainingError(
        `unknown option: ${name}${didYouMean(name, names) || `; expected ${names.join(", ")}`}`,
        place
      );
}

/** A finite number in a stated range; both ends count. */
export function within(name: string, value: unknown, least: number, most: number, place: string): number {
  if (typeof value === "number" && value >= least && value <= most && Number.isFinite(value)) return value;
  const range = most === Infinity ? `of at least ${least}` : `from ${least} to ${most}`;
  throw new TrainingError(`invalid ${name}: ${show(value)}; expected a number ${range}`, place);
}

export function positive(name: string, value: unknown, place: string): number {
  if (typeof value === "number" && value > 0 && Number.isFinite(value)) return value;
  throw new TrainingError(`invalid ${name}: ${show(value)}; expected a number above 0`, place);
}

/** A number of at least 0 and below 1. */
export function fraction(name: string, value: unknown, place: string): number {
  if (typeof value === "number" && value >= 0 && value < 1) return value;
  throw new TrainingError(`invalid ${name}: ${show(value)}; expected a number of at least 0 and below 1`, place);
}

export function integer(name: string, value: unknown, least: number, place: string): number {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= least) return value;
  throw new TrainingError(`invalid ${name}: ${show(value)}; expected an integer of at least ${least}`, place);
}

export function show(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? String(value));
}
