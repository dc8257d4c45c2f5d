/** Anything that JSON can say. */
export type Json = null | boolean | number | string | readonly Json[] | {readonly [key: string]: Json | undefined};

/**
 * The one text of a JSON value: keys sorted, no white space, members without a value left out, −0 written as 0. Two values
 * that mean the same have the same text. Throws on what JSON cannot say.
 */
export function canonical(value: unknown): string {
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new TypeError(`no JSON for ${value}`);
    return JSON.stringify(value === 0 ? 0 : value);
  }
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value === "object") {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`);
    return `{${members.join(",")}}`;
  }
  throw new TypeError(`no JSON for ${typeof value}`);
}
