import {mul, stack, sum, tidy, type Tensor} from "@tensorflow/tfjs-core";
import type {Network} from "../../graph/network.ts";
import type {Random} from "../../graph/random.ts";
import {execute} from "../../tensors/execute.ts";
import type {Parameters} from "../../tensors/weights.ts";

/** The path of the first node whose output holds a NaN or an infinity in a training pass over these images; else null. */
export async function firstFault(
  network: Network,
  parameters: Parameters,
  images: Tensor,
  random: Random
): Promise<string | null> {
  const paths = network.nodes.map(({path}) => path);
  const faults = tidy(() => {
    const {taps} = execute(network, parameters, images, {training: true, random, taps: new Set(paths)});
    return stack(paths.map((path) => sum(mul(taps.get(path)!, 0)))); // 0, or NaN if anything in it is not finite
  });
  const values = await faults.data();
  faults.dispose();
  const first = values.findIndex((value) => !Number.isFinite(value));
  return first < 0 ? null : paths[first];
}
