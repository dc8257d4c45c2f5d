import type {Network} from "../graph/network.ts";
import type {Parameter} from "../graph/parameter.ts";
import {formatShape, sameShape, size} from "../graph/shape.ts";
import {didYouMean} from "../graph/suggest.ts";
import {parametersOf, type Weight, type Weights} from "../graph/weights.ts";
import {ExchangeError} from "./error.ts";
import {keyMaps, renameKeys} from "./keyMaps/index.ts";
import {readSafetensors} from "./safetensors/read.ts";

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
}

export interface LoadedWeights {
  readonly weights: Weights;
  readonly report: LoadReport;
}

/**
 * Fits tensors from elsewhere (a safetensors file, or a Map) to a network's parameters. Strict unless `partial`: anything
 * missing, left over or of another shape throws an ExchangeError that says all of it. With `partial`, what matches is given
 * and the report tells the rest. Keys of another library that `keyMaps` knows are read as ours. Wavelet filter buffers that some variants store (`h0_col` and the like) are ignored: they
 * are constants here.
 */
export function loadWeights(
  network: Network,
  source: Uint8Array | ArrayBuffer | Weights,
  {partial = false}: {partial?: boolean} = {}
): LoadedWeights {
  const parameters = new Map(parametersOf(network).map((parameter) => [parameter.key, parameter]));
  const tensors = underOurKeys(source instanceof Map ? source : readSafetensors(source).tensors, parameters);
  const weights: Weights = new Map();
  const missing: string[] = [];
  const mismatches: string[] = [];
  const mismatched: string[] = [];
  for (const [key, parameter] of parameters) {
    const tensor = tensors.get(key);
    if (!tensor) missing.push(key);
    else if (fits(tensor, parameter)) weights.set(key, asParameter(tensor, parameter));
    else {
      mismatched.push(key);
      mismatches.push(`${formatShape(tensor.shape)}, expected ${formatShape(parameter.shape)} (${key})`);
    }
  }
  const leftOver = [...tensors.keys()].filter((key) => !parameters.has(key) && !isFilterBuffer(key));
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
  return {weights, report: {matched: [...weights.keys()], missing, leftOver, mismatched}};
}

function underOurKeys(tensors: Weights, parameters: ReadonlyMap<string, Parameter>): Weights {
  const [theirs, ours] = [new Set(tensors.keys()), new Set(parameters.keys())];
  const map = keyMaps.find((one) => one.recognises(theirs, ours));
  return map ? renameKeys(tensors, map, "ours") : tensors;
}

/** PyTorch's counter of batches is a scalar; some files store it with one axis. */
function fits(tensor: Weight, {role, shape}: Parameter): boolean {
  return sameShape(tensor.shape, shape) || (role === "counter" && size(tensor.shape) === 1);
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
