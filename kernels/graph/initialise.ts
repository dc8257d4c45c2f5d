import type {Network} from "./network.ts";
import type {Initial} from "./parameter.ts";
import {createRandom, type Random} from "./random.ts";
import {size} from "./shape.ts";
import {parametersOf, type Weights} from "./weights.ts";

/**
 * The weights that a network starts with: torch's distributions, our own seeded draws. Each parameter has a stream of its
 * own, named by its key, so a block that is added or removed leaves the others' start as it was.
 */
export function initialWeights(network: Network, seed: number | string): Weights {
  const random = createRandom(seed, "weights");
  const weights: Weights = new Map();
  for (const {key, shape, role, initial} of parametersOf(network))
    weights.set(
      key,
      role === "counter"
        ? {shape, dtype: "int64", data: new BigInt64Array(size(shape))}
        : {shape, dtype: "float32", data: draw(initial, size(shape), random.split(key))}
    );
  return weights;
}

function draw(initial: Initial, length: number, random: Random): Float32Array {
  const values = new Float32Array(length);
  switch (initial.kind) {
    case "constant":
      return values.fill(initial.value);
    case "uniform":
      return values.map(() => (2 * random.uniform() - 1) * initial.bound);
    case "normal":
      return values.map(() => random.normal() * initial.deviation);
    case "truncatedNormal":
      return values.map(() => truncatedNormal(initial.deviation, initial.bound ?? 2, random));
    case "shares":
      return values.map(() => (2 * random.uniform()) / initial.of);
    case "choice": {
      const columns = length / initial.rows;
      for (let row = 0; row < initial.rows; ++row) {
        const order = random.shuffle(Array.from({length: columns}, (_, i) => i));
        for (const column of order.slice(0, initial.chosen)) values[row * columns + column] = 1;
      }
      return values;
    }
    case "unitRows": {
      const columns = length / initial.rows;
      for (let row = 0; row < initial.rows; ++row) {
        const draws = Array.from({length: columns}, () => random.normal());
        values.set(
          draws.map((value) => value / Math.hypot(...draws)),
          row * columns
        );
      }
      return values;
    }
  }
}

/** torch's trunc_normal_, whose ends are ±2 by default: draws beyond are drawn again. */
function truncatedNormal(deviation: number, bound: number, random: Random): number {
  for (;;) {
    const value = random.normal() * deviation;
    if (Math.abs(value) <= bound) return value;
  }
}
