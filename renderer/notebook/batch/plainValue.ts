/** Values above this many entries are told by a text. */
const longest = 20_000;
const deepest = 6;

/**
 * A value as JSON can hold it: plain data as it is, typed arrays as `{dtype, shape, data}`, everything else (functions,
 * elements, instances of classes, what is too large or goes round in a circle) as a short text.
 */
export function plainValue(value: unknown, depth = 0, seen: readonly object[] = []): unknown {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value !== "object") return shortText(value);
  if (seen.includes(value)) return "circular";
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return typedArray(value as unknown as TypedArray);
  if (value instanceof Date) return Number.isNaN(Number(value)) ? "Invalid Date" : value.toISOString();
  const entries = Array.isArray(value) ? value.length : isPlain(value) ? Object.keys(value).length : Infinity;
  if (entries > longest || depth >= deepest) return shortText(value);
  const inner = (each: unknown) => plainValue(each, depth + 1, [...seen, value]);
  if (Array.isArray(value)) return value.map(inner);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, inner(each)]));
}

type TypedArray = ArrayLike<number | bigint> & {readonly constructor: {readonly name: string}};

function typedArray(array: TypedArray): unknown {
  const dtype = array.constructor.name.replace(/(Clamped)?Array$/, "").toLowerCase();
  if (array.length > longest) return `${dtype} array of ${array.length}`;
  return {
    dtype,
    shape: [array.length],
    data: Array.from(array, (each) => (Number.isFinite(Number(each)) ? Number(each) : String(each)))
  };
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function shortText(value: unknown): string {
  if (Array.isArray(value)) return `array of ${value.length}`;
  if (typeof value === "function") return `function ${value.name}`.trim();
  if (typeof value === "object" && value !== null) {
    const {constructor} = value as {constructor?: {name?: string}};
    return constructor?.name ?? "object";
  }
  return String(value);
}
