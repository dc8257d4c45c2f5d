import {initialWeights} from "../../kernels/graph/initialise.ts";
import type {Network} from "../../kernels/graph/network.ts";
import {createRandom} from "../../kernels/graph/random.ts";
import {size} from "../../kernels/graph/shape.ts";
import {parametersOf, type Weights} from "../../kernels/graph/weights.ts";

/** The weights that all engines get: as they start, but with layer scales near 1, or a fresh network's blocks do nothing. */
export function benchWeights(network: Network): Weights {
  const weights = initialWeights(network, 1);
  for (const {key, shape} of parametersOf(network))
    if (/(^|\.)gamma(_xca)?$/.test(key))
      weights.set(key, {shape, dtype: "float32", data: new Float32Array(size(shape)).fill(0.5)});
  return weights;
}

/** One picture in PyTorch's layout, 1×c×h×w. */
export function benchInput({inputs: [{shape}]}: Network): Float32Array {
  const random = createRandom(1, "input");
  return Float32Array.from({length: size(shape)}, () => 2 * random.uniform() - 1);
}
