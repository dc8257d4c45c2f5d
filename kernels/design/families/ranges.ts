import {NetworkError} from "../../graph/errors.ts";
import {integer, integers} from "../../graph/options.ts";

/** [least, most], or one number that it must be. */
export type Range = number | readonly [least: number, most: number];
/** A range of all stages, or one each. */
export type Ranges = Range | readonly (readonly [least: number, most: number])[];
/** What a number may be: a list for all stages, a single one, or a list each. */
export type Choices = number | readonly number[] | readonly (readonly number[])[];

/** All multiples of `step` of a range, ascending. */
export function valuesBetween(name: string, range: Range, step = 1): readonly number[] {
  const [low, high] = typeof range === "number" ? [range, range] : pair(name, range);
  const [first, last] = [Math.ceil(integer(name, low) / step), Math.floor(integer(name, high) / step)];
  if (last < first)
    throw new NetworkError(
      `invalid ${name}: ${low}, ${high}; expected [least, most]${step > 1 ? ` with a multiple of ${step} between` : ""}`
    );
  return Array.from({length: last - first + 1}, (_, i) => (first + i) * step);
}

/** The same for each of so many stages. */
export function rangesOf(name: string, ranges: Ranges, stages: number, step = 1): readonly (readonly number[])[] {
  const list = isList(ranges) ? ranges : Array<Range>(stages).fill(ranges as Range);
  return each(name, list, stages).map((range) => valuesBetween(name, range, step));
}

/** Distinct choices of each of so many stages, ascending. */
export function choicesOf(name: string, choices: Choices, stages: number): readonly (readonly number[])[] {
  const list = isList(choices) ? choices : Array<Choices>(stages).fill(choices);
  return each(name, list, stages).map((some) => choicesOfOne(name, some as number | readonly number[]));
}

export function choicesOfOne(name: string, choices: number | readonly number[]): readonly number[] {
  const list = integers(name, typeof choices === "number" ? [choices] : choices);
  if (!list.length) throw new NetworkError(`invalid ${name}: none; expected at least one number`);
  return [...new Set(list)].sort((a, b) => a - b);
}

function isList<T>(value: unknown): value is readonly (readonly T[])[] {
  return Array.isArray(value) && value.length > 0 && value.every((item) => Array.isArray(item));
}

function each<T>(name: string, list: readonly T[], stages: number): readonly T[] {
  if (list.length === stages) return list;
  throw new NetworkError(`invalid ${name}: ${list.length} entries; there are ${stages} stages`);
}

function pair(name: string, range: readonly [number, number]): readonly [number, number] {
  if (Array.isArray(range) && range.length === 2) return range;
  throw new NetworkError(`invalid ${name}: ${String(range)}; expected a number or [least, most]`);
}
