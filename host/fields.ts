import {HttpError} from "./httpError.ts";

function show(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

/** The fields of a JSON object that has no others than `names`; throws 400. */
export function fieldsOf(body: unknown, names: readonly string[]): Readonly<Record<string, unknown>> {
  if (typeof body !== "object" || body === null || Array.isArray(body))
    throw new HttpError(400, `invalid body: ${show(body)}; expected an object of ${names.join(", ")}`);
  for (const name of Object.keys(body))
    if (!names.includes(name))
      throw new HttpError(400, `unknown field: ${name.slice(0, 40)}; known are ${names.join(", ")}`);
  return body as Record<string, unknown>;
}

/** A field that is text of 1 to `max` characters (0 with `empty`); throws 400. */
export function textField(
  fields: Readonly<Record<string, unknown>>,
  name: string,
  {max = 4096, empty = false} = {}
): string {
  const value = fields[name];
  if (typeof value !== "string") throw new HttpError(400, `invalid ${name}: ${show(value)}; expected text`);
  if (!empty && value === "") throw new HttpError(400, `invalid ${name}: empty; expected text`);
  if (!(value.length <= max))
    throw new HttpError(400, `invalid ${name}: ${value.length} characters; expected at most ${max}`);
  return value;
}

/** A field that is a whole number of at least `min`; throws 400. */
export function integerField(fields: Readonly<Record<string, unknown>>, name: string, min: number): number {
  const value = fields[name];
  if (!(typeof value === "number" && Number.isSafeInteger(value) && value >= min))
    throw new HttpError(400, `invalid ${name}: ${show(value)}; expected a whole number ≥ ${min}`);
  return value;
}
