// A small checker of data from the other side of a port or of HTTP. A schema is a function that returns its argument
// with a type or throws; the path in the message says where the fault lies.

/** Thrown when data does not fit its schema; `path` is where, like `outline.entries[3].level`. */
export class SchemaError extends Error {
  readonly path: string;
  constructor(fault: string, path: string) {
    super(path === "" ? fault : `${fault} (${path})`);
    this.name = "SchemaError";
    this.path = path;
  }
}

/** Checks `value`, found at `path`, and returns it with its type; throws a SchemaError. */
export type Schema<T> = (value: unknown, path: string) => T;

/** The type that a schema lets through. */
export type Infer<S> = S extends Schema<infer T> ? T : never;

interface Optional<T> extends Schema<T | undefined> {
  readonly optional: true;
}

type Fields = Record<string, Schema<unknown>>;
type OptionalKeys<F extends Fields> = {[K in keyof F]: F[K] extends Optional<unknown> ? K : never}[keyof F];
type Flat<T> = {[K in keyof T]: T[K]};
/** The type of an object with these fields; those made by `optional` may be absent. */
export type ObjectOf<F extends Fields> = Flat<
  {readonly [K in Exclude<keyof F, OptionalKeys<F>>]: Infer<F[K]>} & {
    readonly [K in OptionalKeys<F>]?: Exclude<Infer<F[K]>, undefined>;
  }
>;

/** What a value is, in few words, for the end of a message: `"abc"`, `-1`, `a list of 3`, `nothing`. */
function show(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (typeof value === "string") return JSON.stringify(value.length > 40 ? value.slice(0, 40) + "…" : value);
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (value instanceof Uint8Array) return `${value.byteLength} bytes`;
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

function fault(value: unknown, path: string, expected: string): SchemaError {
  return new SchemaError(
    value === undefined ? `missing; expected ${expected}` : `invalid: ${show(value)}; expected ${expected}`,
    path
  );
}

/** Text of at most `max` characters. */
export function string({max = 1024} = {}): Schema<string> {
  return (value, path) => {
    if (typeof value !== "string") throw fault(value, path, "text");
    if (!(value.length <= max))
      throw new SchemaError(`too long: ${value.length} characters; expected at most ${max}`, path);
    return value;
  };
}

/** A whole number from `min` to `max`. */
export function integer({min = 0, max = Number.MAX_SAFE_INTEGER} = {}): Schema<number> {
  const expected = max === Number.MAX_SAFE_INTEGER ? `a whole number ≥ ${min}` : `a whole number from ${min} to ${max}`;
  return (value, path) => {
    if (!(typeof value === "number" && Number.isSafeInteger(value) && value >= min && value <= max))
      throw fault(value, path, expected);
    return value;
  };
}

/** A finite number. */
export const number: Schema<number> = (value, path) => {
  if (!(typeof value === "number" && Number.isFinite(value))) throw fault(value, path, "a finite number");
  return value;
};

export const boolean: Schema<boolean> = (value, path) => {
  if (typeof value !== "boolean") throw fault(value, path, "true or false");
  return value;
};

/** Bytes, at most `max` of them. */
export function bytes({max}: {max: number}): Schema<Uint8Array<ArrayBuffer>> {
  return (value, path) => {
    if (!(value instanceof Uint8Array) || !(value.buffer instanceof ArrayBuffer)) throw fault(value, path, "bytes");
    if (!(value.byteLength <= max))
      throw new SchemaError(`too large: ${value.byteLength} bytes; expected at most ${max}`, path);
    return value as Uint8Array<ArrayBuffer>;
  };
}

/** One of these words. */
export function keyword<const T extends string>(...words: readonly T[]): Schema<T> {
  return (value, path) => {
    if (!words.includes(value as T))
      throw fault(value, path, words.length === 1 ? words[0] : `one of ${words.join(", ")}`);
    return value as T;
  };
}

/** A list of at most `max` items. */
export function list<T>(item: Schema<T>, {max = 10_000} = {}): Schema<readonly T[]> {
  return (value, path) => {
    if (!Array.isArray(value)) throw fault(value, path, "a list");
    if (!(value.length <= max)) throw new SchemaError(`too long: ${value.length} items; expected at most ${max}`, path);
    return Array.from(value, (each: unknown, i) => item(each, `${path}[${i}]`));
  };
}

/** Text by name, at most `max` names; no name of a prototype. */
export function dictionary<T>(item: Schema<T>, {max = 1000} = {}): Schema<Readonly<Record<string, T>>> {
  return (value, path) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) throw fault(value, path, "an object");
    const entries = Object.entries(value);
    if (!(entries.length <= max))
      throw new SchemaError(`too large: ${entries.length} names; expected at most ${max}`, path);
    return Object.fromEntries(entries.map(([key, each]) => [key, item(each, `${path}.${key}`)]));
  };
}

/** May be absent. */
export function optional<T>(schema: Schema<T>): Optional<T> {
  const check = (value: unknown, path: string) => (value === undefined ? undefined : schema(value, path));
  return Object.assign(check, {optional: true as const});
}

/** May be null. */
export function nullable<T>(schema: Schema<T>): Schema<T | null> {
  return (value, path) => (value === null ? null : schema(value, path));
}

/**
 * An object with exactly these fields. What comes out is a new object of the known fields only, so that nothing
 * unchecked (an accessor, a prototype) travels on; an unknown field is refused.
 */
export function object<F extends Fields>(fields: F): Schema<ObjectOf<F>> {
  return (value, path) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) throw fault(value, path, "an object");
    const at = (key: string) => (path === "" ? key : `${path}.${key}`);
    for (const key of Object.keys(value))
      if (!Object.hasOwn(fields, key))
        throw new SchemaError(`unknown field; known are ${Object.keys(fields).join(", ")}`, at(key));
    const result: Record<string, unknown> = {};
    for (const [key, schema] of Object.entries(fields)) {
      const checked = schema(Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined, at(key));
      if (checked !== undefined) result[key] = checked;
    }
    return result as ObjectOf<F>;
  };
}
