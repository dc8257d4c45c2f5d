import type {Network} from "./network.ts";
import type {Parameter} from "./parameter.ts";
import {size, type Shape} from "./shape.ts";

/** One tensor on the CPU, in PyTorch's layout, row by row. */
export interface Weight {
  readonly shape: Shape;
  readonly dtype: "float32" | "int64";
  readonly data: Float32Array | BigInt64Array | Int32Array;
}

/** Tensors by their state-dict keys. A Map, because a key may be any text, `__proto__` too. */
export type Weights = Map<string, Weight>;

/**
 * All parameters of a network in the order of its nodes: trainable ones, statistics, counters and fixed ones. Shared ones
 * come once.
 */
export function parametersOf(network: Network): readonly Parameter[] {
  const byKey = new Map<string, Parameter>();
  for (const node of network.nodes)
    for (const parameter of node.parameters) if (!byKey.has(parameter.key)) byKey.set(parameter.key, parameter);
  return [...byKey.values()];
}

/** The number of trainable numbers, as the papers count parameters. */
export function parameterCount(network: Network): number {
  return parametersOf(network)
    .filter(({role}) => role === "trainable")
    .reduce((count, {shape}) => count + size(shape), 0);
}
