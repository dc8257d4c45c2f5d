import {initialWeights} from "../../kernels/graph/initialise.ts";
import type {Network} from "../../kernels/graph/network.ts";
import {createRandom} from "../../kernels/graph/random.ts";
import {size, type Shape} from "../../kernels/graph/shape.ts";
import {parametersOf, type Weights} from "../../kernels/graph/weights.ts";

/** Values in [−1, 1) for a tensor of a name. */
export function valuesOf(name: string, shape: Shape): Float32Array {
  const random = createRandom(7, name);
  return Float32Array.from({length: size(shape)}, () => 2 * random.uniform() - 1);
}

/** Initial weights with norms and statistics that are neither 0 nor 1, so that nothing cancels. */
export function roughWeights(network: Network): Weights {
  const weights = initialWeights(network, 3);
  for (const {key, shape, role, initial} of parametersOf(network))
    if (role !== "counter" && initial.kind === "constant")
      weights.set(key, {shape, dtype: "float32", data: valuesOf(key, shape).map((value) => 1 + value / 2)});
  return weights;
}

/** max |a − b| / (1 + max |b|). */
export function difference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity;
  let worst = 0;
  let largest = 0;
  for (let i = 0; i < b.length; ++i) {
    const distance = Math.abs(a[i] - b[i]);
    if (!(distance <= worst)) worst = Number.isNaN(distance) ? Infinity : distance;
    largest = Math.max(largest, Math.abs(b[i]));
  }
  return worst / (1 + largest);
}
