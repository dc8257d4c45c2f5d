import type {Network} from "./network.ts";
import type {Parameter} from "./parameter.ts";
import type {Shape} from "./shape.ts";

/** One tensor on the CPU, in PyTorch's layout, row by row. */
export interface Weight {
  readonly shape: Shape;
  readonly dtype: "float32" | "int64";
  readonly data: Float32Array | BigInt64Array | Int32Array;
}

/** Tensors by their state-dict keys. A Map, because a key may be any text, `__proto__` too. */
export type Weights = Map<string, Weight>;

/** All parameters of a network in the order of its nodes: trainable ones, statistics, counters and fixed ones. */
export function parametersOf(network: Network): readonly Parameter[] {
  return network.nodes.flatMap((node) => node.parameters);
}

/** The number of trainable numbers, as the papers count parameters. */
export function parameterCount(network: Network): number {
  let count = 0;
  for (const {role, shape} of parametersOf(network))
    if (role === "trainable") count += shape.reduce((product, extent) => product * extent, 1);
  return count;
}
