import {mul, tensor} from "@tensorflow/tfjs-core";
import type {OptionsOf} from "../../ops/table.ts";
import type {Runner} from "./call.ts";

/** One draw a sample, on the CPU, so that a seed gives the same on every backend. */
export const dropPath: Runner<OptionsOf<"dropPath">> = ({inputs: [x], options: {rate}, training, random, path}) => {
  if (!training || rate === 0) return x;
  if (!random) throw new Error(`missing random; drop path in training draws from it (${path})`);
  const kept = Float32Array.from({length: x.shape[0]}, () => (random.uniform() < rate ? 0 : 1 / (1 - rate)));
  return mul(x, tensor(kept, [x.shape[0], ...x.shape.slice(1).map(() => 1)], "float32"));
};
