import {deepMad} from "../../../kernels/models/index.ts";
import {numberOf, series} from "../case.ts";
import type {Adapter} from "./adapter.ts";

/** A small network of DeepMAD's blocks; the taps are the outputs of its items. */
export const deepmad: Adapter = (reference) => {
  const {config} = reference;
  const [, , ...sides] = series(reference, "input")[0].shape;
  const items = config.structure as Parameters<typeof deepMad>[0] & object;
  const network = deepMad(items, {classes: numberOf(config, "num_classes"), image: [sides[0], sides[1]]});
  const taps = Array.from({length: items.length}, (_, i): [string, string] => {
    const inside = network.nodes.filter(({path}) => path.startsWith(`block_list.${i}.`));
    return [`block_list.${i}`, inside[inside.length - 1].path];
  });
  return {network, input: "map", taps: new Map(taps)};
};
