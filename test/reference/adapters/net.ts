import {findNode} from "../../../kernels/graph/find.ts";
import type {Network} from "../../../kernels/graph/network.ts";
import {waveMix, waveMixSegmenter, waveMixSuperResolver} from "../../../kernels/models/index.ts";
import {numberOf, series, type ReferenceCase} from "../case.ts";
import type {Adapter} from "./adapter.ts";

/** A whole network, small with stored weights (`net`) or published with weights by formula (`full`). */
export const net: Adapter = (reference) => {
  const network = build(reference);
  return {network, input: "map", taps: taps(network)};
};

function build(reference: ReferenceCase): Network {
  const {config} = reference;
  const [, channels, ...sides] = series(reference, "input")[0].shape;
  const dim = numberOf(config, "dim");
  const body = {
    input: [numberOf(config, "inChannels", channels), ...sides],
    dim,
    ff: numberOf(config, "ff", dim),
    depth: numberOf(config, "depth"),
    levels: numberOf(config, "level", 1),
    dropout: 0 // outside training it does nothing, and the stored training passes were made without
  };
  // the authors take every word but "strided" for the patch stem
  const stem = config.stem === undefined || config.stem === "strided" ? "strided" : "patch";
  const anyStem = {stem, stride: numberOf(config, "stride", 2), patch: numberOf(config, "patch", 4)} as const;
  const full = {stem: "strided", stride: 1} as const;
  const mult = numberOf(config, "mult", config.task === "classify-v3" ? 4 : 2);
  const classes = numberOf(config, "classes", 0);
  switch (config.task) {
    case "classify":
      return waveMix({...body, ...anyStem, mult, classes});
    case "classify-v1":
      return waveMix({...body, ...full, mult, classes, version: 1});
    case "classify-v2":
      return waveMix({...body, stem: "patch", patch: 4, mult, classes, final: 1024});
    case "classify-v3":
      return waveMix({...body, ...anyStem, mult, classes, version: 3});
    case "segment":
      return waveMixSegmenter({...body, ...anyStem, mult, classes});
    case "segment-pooled":
      return waveMixSegmenter({...body, ...anyStem, mult, classes, head: config.head as number[], headName: "pool"});
    case "super-resolve":
      return waveMixSuperResolver({...body, ...full, mult, channels: series(reference, "output")[0].shape[1]});
    default:
      throw new Error(`unknown task: ${String(config.task)} (${reference.name})`);
  }
}

function taps(network: Network): ReadonlyMap<string, string> {
  const found = new Map([["stem", findNode(network, "conv").path]]);
  const sums = network.nodes.filter(({path}) => /^layers\.\d+\.add$/.test(path));
  if (sums.length) found.set("block0", sums[0].inputs[1].path); // the first branch, before x is added
  found.set("features", (sums.at(-1) ?? findNode(network, "conv")).path);
  const pooled = network.nodes.find(({op}) => op.name === "globalAveragePool");
  if (pooled) found.set("pooled", pooled.path);
  return found;
}
