import {known} from "../../../kernels/graph/options.ts";
import {isObject, pictureArguments, type Kind, type PictureName} from "./pictureArguments.ts";

/**
 * Holds what a cell gives a picture against what the picture takes, before anything is drawn. Throws a TypeError that names an
 * argument that is missing or of another kind, and a NetworkError for an option that the picture does not know.
 */
export function checkArguments(picture: PictureName, values: readonly unknown[]): void {
  const {given, options}: {given: Readonly<Record<string, Kind>>; options: Readonly<Record<string, Kind>>} =
    pictureArguments[picture];
  const names = Object.keys(given);
  names.forEach((name, i) => check(`${name} of ${picture}`, values[i], given[name]));
  const written = values[names.length];
  if (written === undefined) return;
  const keys = Object.keys(options);
  const expected = keys.length ? `an object of ${keys.join(", ")}` : "none";
  check(`options of ${picture}`, written, {expected, holds: (value) => isObject(value) && !Array.isArray(value)});
  for (const [name, value] of Object.entries(known(written as object, picture, keys)))
    if (value !== undefined) check(name, value, options[name]);
}

function check(name: string, value: unknown, {expected, holds}: Kind): void {
  if (holds(value)) return;
  throw new TypeError(
    value === undefined
      ? `missing ${name}; expected ${expected}`
      : `invalid ${name}: ${said(value)}; expected ${expected}`
  );
}

/** A value in a few words; what is large is named by its kind. */
function said(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "function") return "a function";
  if (value instanceof Promise) return "a promise";
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (!isObject(value)) return String(value);
  const keys = Object.keys(value);
  return keys.length ? `an object of ${keys.slice(0, 4).join(", ")}${keys.length > 4 ? ", …" : ""}` : "an empty object";
}
