import {mul, tensor} from "@tensorflow/tfjs-core";
import type {OptionsOf} from "../../ops/table.ts";
import type {Runner} from "./call.ts";

/** Drawn on the CPU, so that a seed gives the same mask on every backend. */
export const dropout: Runner<OptionsOf<"dropout">> = ({inputs: [x], options: {rate}, training, random, path}) => {
  if (!training || rate === 0) return x;
  if (!random) throw new Error(`missing random; dropout in training draws its masks from it (${path})`);
  const kept = 1 / (1 - rate);
  const mask = new Float32Array(x.size);
  for (let i = 0; i < mask.length; ++i) mask[i] = random.uniform() < rate ? 0 : kept;
  return mul(x, tensor(mask, x.shape, "float32"));
};
