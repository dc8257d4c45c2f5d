import {initialWeights} from "../graph/initialise.ts";
import type {Network} from "../graph/network.ts";
import type {Parameter} from "../graph/parameter.ts";
import {formatShape, sameShape, size} from "../graph/shape.ts";
import {didYouMean} from "../graph/suggest.ts";
import {parametersOf, type Weight, type Weights} from "../graph/weights.ts";
import {ExchangeError} from "./error.ts";
import {keyMaps, type KeyMap, type KeyMapName} from "./keyMaps/index.ts";
import {readWeightsFile} from "./readWeightsFile.ts";

/** How a set of tensors fits a network, by state-dict keys. */
export interface LoadReport {
  /** Parameters of the network that the tensors give. */
  readonly matched: readonly string[];
  /** Parameters that they do not give. */
  readonly missing: readonly string[];
  /** Tensors that the network has no parameter for. */
  readonly leftOver: readonly string[];
  /** Keys of both whose shapes differ. */
  readonly mismatched: readonly string[];
  /** Parameters that have their initial values. */
  readonly fresh: readonly string[];
}

export interface LoadedWeights {
  readonly weights: Weights;
  readonly report: LoadReport;
}

export interface LoadOptions {
  /** Whether what fits is enough; the report tells the rest. */
  partial?: boolean;
  /** Paths that are to begin afresh, as a head of another size: `head: "pool"`. What the file has there is left out. */
  head?: string | readonly string[];
  /** Of the initial values of a head; with `partial` also of what the file does not give, so that no weight is missing. */
  seed?: number | string;
  /**
   * How the file's keys become ours: by `"timm"` or `"mgicAuthors"`, which are also recognised if this is absent, or by a rule of
   * one's own.
   */
  keys?: KeyMapName | KeyMap | ((key: string) => string);
  /** The state dict of a checkpoint that holds several. */
  part?: string;
}

/**
 * Fits tensors from elsewhere (the bytes of a safetensors file or of a PyTorch checkpoint, or a Map) to a network's
 * parameters. Strict unless `partial`: anything missing, left over or of another shape throws an ExchangeError that says all
 * of it. With `partial`, what matches is given and the report tells the rest; with `head`, some paths keep the network's
 * initial values. Keys of another library that `keyMaps` knows are read as ours. Wavelet filter buffers that some variants
 * store (`h0_col` and the like) are ignored: they are constants here.
 */
export function loadWeights(
  network: Network,
  source: Uint8Array | ArrayBuffer | Weights,
  {partial = false, head = [], seed, keys, part}: LoadOptions = {}
): LoadedWeights {
  const parameters = new Map(parametersOf(network).map((parameter) => [parameter.key, parameter]));
  const heads = checkHeads([head].flat(), parameters);
  const isHead = (key: string) => heads.some((path) => key === path || key.startsWith(`${path}.`));
  const tensors = underOurKeys(
    source instanceof Map ? source : readWeightsFile(source, {part}).tensors,
    parameters,
    keys
  );
  const weights: Weights = new Map();
  const missing: string[] = [];
  const mismatches: string[] = [];
  const mismatched: string[] = [];
  for (const [key, parameter] of parameters) {
    if (isHead(key)) continue;
    const tensor = tensors.get(key);
    if (!tensor) missing.push(key);
    else if (fits(tensor, parameter)) weights.set(key, asParameter(tensor, parameter));
    else {
      mismatched.push(key);
      mismatches.push(`${formatShape(tensor.shape)}, expected ${formatShape(parameter.shape)} (${key})`);
    }
  }
  const leftOver = [...tensors.keys()].filter((key) => !parameters.has(key) && !isHead(key) && !isFilterBuffer(key));
  if (!partial && (missing.length || leftOver.length || mismatched.length)) {
    const parts = [
      mismatches.length && `shape mismatch: ${some(mismatches)}`,
      missing.length && `missing weights: ${some(missing.map((key) => key + didYouMean(key, leftOver)))}`,
      leftOver.length && `weights without a place: ${some(leftOver)}`
    ];
    throw new ExchangeError(
      mismatches.length ? "mismatch" : missing.length ? "missing" : "left-over",
      parts.filter(Boolean).join("; ")
    );
  }
  const matched = [...weights.keys()];
  const fresh = [...parameters.keys()].filter((key) => isHead(key) || (seed !== undefined && !weights.has(key)));
  const initial: Weights = fresh.length ? initialWeights(network, seed ?? 1) : new Map();
  for (const key of fresh) weights.set(key, initial.get(key)!);
  return {weights, report: {matched, missing, leftOver, mismatched, fresh}};
}

function checkHeads(heads: readonly string[], parameters: ReadonlyMap<string, Parameter>): readonly string[] {
  const keys = [...parameters.keys()];
  for (const path of heads)
    if (!keys.some((key) => key === path || key.startsWith(`${path}.`))) {
      const places = new Set(keys.flatMap((key) => [key, key.replace(/\.[^.]*$/, "")]));
      throw new ExchangeError("key", `unknown head: ${path}; no weights stand there${didYouMean(path, places)}`);
    }
  return heads;
}

function underOurKeys(
  tensors: Weights,
  parameters: ReadonlyMap<string, Parameter>,
  keys: LoadOptions["keys"]
): Weights {
  const [theirs, ours] = [new Set(tensors.keys()), new Set(parameters.keys())];
  const map = typeof keys === "string" ? mapOf(keys) : (keys ?? keyMaps.find((one) => one.recognises(theirs, ours)));
  if (!map) return tensors;
  const renamed: Weights = new Map();
  for (const [key, tensor] of tensors) {
    const name = typeof map === "function" ? map(key) : map.toOurs(key);
    if (renamed.has(name)) throw new ExchangeError("duplicate-key", `two tensors named ${name}, one of them ${key}`);
    renamed.set(name, tensor);
  }
  return renamed;
}

function mapOf(name: KeyMapName): KeyMap {
  const map = keyMaps.find((one) => one.name === name);
  const names = keyMaps.map((one) => one.name);
  if (!map)
    throw new ExchangeError(
      "key",
      `unknown keys: ${name}${didYouMean(name, names) || `; there are ${names.join(", ")}`}`
    );
  return map;
}

/**
 * PyTorch's counter of batches is a scalar; some files store it with one axis. A one-dimensional convolution stands here as one
 * over maps of width 1.
 */
function fits(tensor: Weight, {role, shape}: Parameter): boolean {
  if (role === "counter") return size(tensor.shape) === 1;
  return sameShape(tensor.shape, shape) || (shape.length === 4 && sameShape([...tensor.shape, 1], shape));
}

function asParameter({dtype, data}: Weight, {key, role, shape}: Parameter): Weight {
  if (role === "counter" && dtype === "float32")
    return {shape, dtype: "int64", data: BigInt64Array.from(data as Float32Array, (value) => whole(value, key))};
  if (role !== "counter" && dtype === "int64")
    return {shape, dtype: "float32", data: Float32Array.from(data as BigInt64Array, Number)};
  return {shape, dtype, data};
}

function whole(value: number, key: string): bigint {
  if (Number.isSafeInteger(value)) return BigInt(value);
  throw new ExchangeError("value", `invalid counter: ${value}; expected an integer (${key})`);
}

function isFilterBuffer(key: string): boolean {
  return /(^|\.)[hg][01]_(col|row)$/.test(key);
}

/** The first few of a list, and how many more there are. */
function some(items: readonly string[]): string {
  const shown = items.slice(0, 5).join(", ");
  return items.length > 5 ? `${shown} and ${items.length - 5} more` : shown;
}
