/** What a value is, for a table: its kind, its extent, and its bytes where those are known. */
export interface Description {
  readonly kind: string;
  readonly extent: string;
  readonly bytes: number | undefined;
}

/** Describes any value without running anything of its own. */
export function describeValue(value: unknown): Description {
  if (value === null) return {kind: "null", extent: "", bytes: undefined};
  if (ArrayBuffer.isView(value)) {
    const length = "length" in value ? Number(value.length) : value.byteLength;
    return {kind: value.constructor.name, extent: String(length), bytes: value.byteLength};
  }
  if (value instanceof ArrayBuffer) return {kind: "ArrayBuffer", extent: "", bytes: value.byteLength};
  if (Array.isArray(value)) return {kind: "array", extent: String(value.length), bytes: undefined};
  if (value instanceof Map || value instanceof Set)
    return {kind: value instanceof Map ? "map" : "set", extent: String(value.size), bytes: undefined};
  if (typeof value === "function")
    return {
      kind: /^class\b/.test(Function.prototype.toString.call(value)) ? "class" : "function",
      extent: "",
      bytes: undefined
    };
  if (typeof value === "string") return {kind: "text", extent: `${value.length} characters`, bytes: undefined};
  if (typeof value === "number") return {kind: "number", extent: show(value), bytes: undefined};
  if (typeof value !== "object")
    return {kind: typeof value, extent: value === undefined ? "" : String(value), bytes: undefined};
  return describeObject(value);
}

function describeObject(value: object): Description {
  const nodes = own(value, "nodes");
  const outputs = own(value, "outputs");
  if (Array.isArray(nodes) && Array.isArray(outputs)) {
    const shapes = outputs.map((node: unknown) => own(node, "shape")).filter(Array.isArray);
    return {
      kind: "network",
      extent: `${nodes.length} operations → ${shapes.map((shape) => shape.join("×")).join(", ")}`,
      bytes: undefined
    };
  }
  const shape = own(value, "shape");
  if (Array.isArray(shape)) return {kind: nameOf(value), extent: shape.join("×"), bytes: undefined};
  if (typeof Element !== "undefined" && value instanceof Element)
    return {kind: "element", extent: `<${value.localName}>`, bytes: undefined};
  return {kind: nameOf(value), extent: "", bytes: undefined};
}

/** A property that is there as a plain value; getters are not called. */
function own(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, key)?.value as unknown;
}

function nameOf(value: object): string {
  const constructor = own(Object.getPrototypeOf(value), "constructor");
  return typeof constructor === "function" && constructor.name !== "Object" ? constructor.name : "object";
}

function show(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toPrecision(6).replace(/\.?0+$/, "");
}

/** Bytes as a person reads them: `1.2 MB`. */
export function showBytes(bytes: number): string {
  const units = ["B", "kB", "MB", "GB"];
  const power = bytes < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[power]}`;
}
