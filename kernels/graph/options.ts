import {NetworkError} from "./errors.ts";
import {didYouMean} from "./suggest.ts";

/** Height first, then width. */
export type Pair = readonly [number, number];

/** Options as a person may write them; refuses a name that `of` does not know, so that no option is ignored. */
export function known<K extends string>(raw: object, of: string, keys: readonly K[]): Partial<Record<K, unknown>> {
  for (const key of Object.keys(raw))
    if (!(keys as readonly string[]).includes(key))
      throw new NetworkError(
        `unknown option: ${key}${didYouMean(key, keys) || `; ${of} takes ${keys.join(", ") || "none"}`}`
      );
  return raw;
}

/** An integer of at least `least`. */
export function integer(name: string, value: unknown, least = 1): number {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= least) return value;
  throw new NetworkError(`invalid ${name}: ${show(value)}; expected an integer of at least ${least}`);
}

/** One integer for both axes, or [height, width]. */
export function pair(name: string, value: unknown, least = 1): Pair {
  if (Array.isArray(value) && value.length === 2)
    return [integer(name, value[0] as unknown, least), integer(name, value[1] as unknown, least)];
  if (typeof value === "number") return [integer(name, value, least), integer(name, value, least)];
  throw new NetworkError(`invalid ${name}: ${show(value)}; expected an integer or [height, width]`);
}

export function integers(name: string, value: unknown, least = 1): readonly number[] {
  if (!Array.isArray(value)) throw new NetworkError(`invalid ${name}: ${show(value)}; expected an array of integers`);
  return value.map((item: unknown) => integer(name, item, least));
}

/** A number that is at least 0 and below 1. */
export function fraction(name: string, value: unknown): number {
  if (typeof value === "number" && value >= 0 && value < 1) return value;
  throw new NetworkError(`invalid ${name}: ${show(value)}; expected a number of at least 0 and below 1`);
}

export function positive(name: string, value: unknown): number {
  if (typeof value === "number" && value > 0 && Number.isFinite(value)) return value;
  throw new NetworkError(`invalid ${name}: ${show(value)}; expected a number above 0`);
}

export function nonNegative(name: string, value: unknown): number {
  if (typeof value === "number" && value >= 0 && Number.isFinite(value)) return value;
  throw new NetworkError(`invalid ${name}: ${show(value)}; expected a number of at least 0`);
}

export function finite(name: string, value: unknown): number {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw new NetworkError(`invalid ${name}: ${show(value)}; expected a finite number`);
}

export function flag(name: string, value: unknown): boolean {
  if (typeof value === "boolean") return value;
  throw new NetworkError(`invalid ${name}: ${show(value)}; expected true or false`);
}

export function keyword<K extends string>(name: string, value: unknown, words: readonly K[]): K {
  const found = words.find((word) => word === value);
  if (found !== undefined) return found;
  const hint = typeof value === "string" ? didYouMean(value, words) : "";
  throw new NetworkError(`unknown ${name}: ${show(value)}${hint || `; expected ${words.join(", ")}`}`);
}

function show(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
