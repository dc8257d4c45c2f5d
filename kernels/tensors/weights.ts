import {dispose, keep, tensor, tidy, variable, type Tensor, type Variable} from "@tensorflow/tfjs-core";
import {NetworkError} from "../graph/errors.ts";
import type {Network} from "../graph/network.ts";
import type {Parameter} from "../graph/parameter.ts";
import {formatShape, sameShape} from "../graph/shape.ts";
import type {Weight, Weights} from "../graph/weights.ts";
import {inverseAxes, layoutOf, permute, type Layout} from "./layout.ts";

interface Entry {
  readonly parameter: Parameter;
  readonly layout: Layout;
}

/** The weights of a network as tensors of the current backend. */
export interface Parameters {
  /** What follows the gradient, by key. Assign new values to train. */
  readonly variables: ReadonlyMap<string, Variable>;
  /** Running means and variances, by key; `updateStatistics` replaces them. */
  readonly statistics: Map<string, Tensor>;
  /** What never changes, by key: what is no parameter, and what is frozen. */
  readonly fixed: ReadonlyMap<string, Tensor>;
  /** PyTorch's `num_batches_tracked`, by key. */
  readonly counters: Map<string, bigint>;
  readonly entries: ReadonlyMap<string, Entry>;
}

/**
 * Uploads weights in PyTorch's layout, each turned to the layout of its op once. Throws a NetworkError that names the key if
 * one is missing or has another shape; keys that the network does not know are left alone.
 */
export function loadParameters(network: Network, weights: Weights): Parameters {
  const variables = new Map<string, Variable>();
  const [statistics, fixed] = [new Map<string, Tensor>(), new Map<string, Tensor>()];
  const counters = new Map<string, bigint>();
  const entries = new Map<string, Entry>();
  for (const node of network.nodes)
    for (const parameter of node.parameters) {
      const {key, role} = parameter;
      if (entries.has(key)) continue; // shared with an earlier node
      const {data} = checked(parameter, weights.get(key));
      const layout = layoutOf(node, parameter);
      entries.set(key, {parameter, layout});
      if (role === "counter") {
        counters.set(key, BigInt(data[0]));
        continue;
      }
      const values = permute(Float32Array.from(data as Float32Array), parameter.shape, layout.axes);
      const upload = () => tensor(values, layout.shape, "float32");
      if (role === "trainable" && !node.frozen)
        variables.set(
          key,
          tidy(() => variable(upload(), true))
        );
      else (role === "statistic" ? statistics : fixed).set(key, keep(upload()));
    }
  return {variables, statistics, fixed, counters, entries};
}

function checked({key, shape}: Parameter, weight: Weight | undefined): Weight {
  if (!weight) throw new NetworkError(`missing weight: ${key}; expected ${formatShape(shape)}`);
  if (!sameShape(weight.shape, shape))
    throw new NetworkError(`shape mismatch: ${formatShape(weight.shape)}, expected ${formatShape(shape)} (${key})`);
  return weight;
}

/** The tensor of a parameter; undefined for a counter. */
export function tensorOf({variables, statistics, fixed}: Parameters, key: string): Tensor | undefined {
  return variables.get(key) ?? statistics.get(key) ?? fixed.get(key);
}

/** Downloads all parameters in PyTorch's layout. */
export async function readParameters(parameters: Parameters): Promise<Weights> {
  const weights: Weights = new Map();
  for (const [key, {parameter, layout}] of parameters.entries) {
    const {shape} = parameter;
    const count = parameters.counters.get(key);
    if (count !== undefined) {
      weights.set(key, {shape, dtype: "int64", data: BigInt64Array.of(count)});
      continue;
    }
    const values = (await tensorOf(parameters, key)!.data()) as Float32Array;
    weights.set(key, {shape, dtype: "float32", data: toTorch(values, shape, layout)});
  }
  return weights;
}

/** Values of a parameter, or of its gradient, read from a tensor, in PyTorch's layout. */
export function inTorchLayout(parameters: Parameters, key: string, values: Float32Array): Float32Array {
  const entry = parameters.entries.get(key);
  if (!entry) throw new Error(`unknown parameter: ${key}`);
  return toTorch(values, entry.parameter.shape, entry.layout);
}

function toTorch(values: Float32Array, shape: readonly number[], {axes}: Layout): Float32Array {
  return permute(
    values,
    axes.map((axis) => shape[axis]),
    inverseAxes(axes)
  );
}

/**
 * Makes what a training pass found the running statistics, and counts the pass: the tensors of `statistics` (from `execute`)
 * belong to the parameters from then on.
 */
export function updateStatistics(parameters: Parameters, statistics: ReadonlyMap<string, Tensor>): void {
  for (const [key, value] of statistics) {
    parameters.statistics.get(key)?.dispose();
    parameters.statistics.set(key, keep(value));
    const counter = key.replace(/running_mean$/, "num_batches_tracked");
    const count = counter === key ? undefined : parameters.counters.get(counter);
    if (count !== undefined) parameters.counters.set(counter, count + 1n);
  }
}

export function disposeParameters({variables, statistics, fixed}: Parameters): void {
  for (const tensors of [variables, statistics, fixed]) dispose([...tensors.values()]);
}
