import {createRandom} from "../../kernels/graph/random.ts";
import {classes, side} from "./network.ts";

/** One batch of noise with labels in turn, the same for every variant. */
export function batchOf(size: number): {images: Float32Array; targets: Float32Array} {
  const random = createRandom(777, "batch");
  const images = Float32Array.from({length: size * side * side}, () => random.normal());
  const targets = new Float32Array(size * classes);
  for (let i = 0; i < size; ++i) targets[i * classes + (i % classes)] = 1;
  return {images, targets};
}

/** Of Adam, in both variants. */
export const adamOptions = {rate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8};
