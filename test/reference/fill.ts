import {fnv1a} from "../../kernels/graph/hash.ts";
import type {Network} from "../../kernels/graph/network.ts";
import {size, type Shape} from "../../kernels/graph/shape.ts";
import {parametersOf, type Weights} from "../../kernels/graph/weights.ts";

/**
 * Weights by formula, as the reference states it: each tensor follows from its state-dict key and its shape. `keyOf` gives the
 * key that another library has for ours.
 */
export function formulaWeights(network: Network, keyOf = (key: string) => key): Weights {
  return new Map(
    parametersOf(network).map(({key, shape, role}) => [
      key,
      role === "counter"
        ? {shape, dtype: "int64", data: new BigInt64Array(size(shape))}
        : {shape, dtype: "float32", data: fill(keyOf(key), shape)}
    ])
  );
}

function fill(key: string, shape: Shape): Float32Array {
  const next = mulberry32(fnv1a(key));
  const rule = ruleOf(key, shape);
  const values = new Float32Array(size(shape)); // tens of millions in all: no iterator
  for (let i = 0; i < values.length; ++i) values[i] = rule(next());
  return values;
}

function ruleOf(key: string, shape: Shape): (u: number) => number {
  const leaf = key.slice(key.lastIndexOf(".") + 1);
  if (leaf === "running_var") return (u) => 0.5 + u;
  if (leaf === "running_mean" || leaf === "bias") return (u) => 0.2 * (u - 0.5);
  if (leaf.startsWith("gamma") || leaf === "temperature") return (u) => 0.5 + u;
  if (shape.length <= 1) return (u) => 1 + 0.2 * (u - 0.5);
  const bound = Math.sqrt(3 / size(shape.slice(1)));
  return (u) => (2 * u - 1) * bound;
}

/** Tommy Ettinger's mulberry32: numbers in [0, 1). */
export function mulberry32(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
