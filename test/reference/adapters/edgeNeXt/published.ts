import {edgeNeXtTimm} from "../../../../kernels/exchange/keyMaps/index.ts";
import {findNode} from "../../../../kernels/graph/find.ts";
import {fnv1a} from "../../../../kernels/graph/hash.ts";
import type {Network} from "../../../../kernels/graph/network.ts";
import {size, type Shape} from "../../../../kernels/graph/shape.ts";
import {edgeNeXt, type EdgeNeXtName} from "../../../../kernels/models/index.ts";
import type {Config} from "../../case.ts";
import type {Answer} from "../../compute.ts";
import {mulberry32} from "../../fill.ts";
import type {Adapted, Adapter} from "../adapter.ts";
import {attentionOf, mapOf, placesOf, stagesOf} from "./net.ts";

/** A published variant, its weights by formula from the authors' keys; of some stages only the means are stored. */
export const published: Adapter = ({config}) => {
  const [batch, ...input] = config.input as number[];
  const name = String(config.variant).replace("edgenext_", "").replaceAll("_", "-") as EdgeNeXtName;
  const network = edgeNeXt(name, {input});
  return {
    network,
    input: config.input_fill ? {batch, values: filled(config, [batch, ...input])} : "map",
    taps: new Map(placesOf(network)),
    looks: [...stagesOf(network), ...attentionOf(network).map(mapOf)],
    derive: (answer) => Promise.resolve(new Map([...stageMeans(network, answer), ...firstHeads(network, answer)]))
  };
};

/** The same with timm's code and keys. */
export const publishedByTimm: Adapter = (reference): Adapted => ({
  ...published(reference),
  fillKey: (key) => edgeNeXtTimm.toTheirs(key)
});

/** 2u − 1 with the numbers of a named stream. */
function filled({input_fill}: Config, shape: Shape): Float32Array {
  const next = mulberry32(fnv1a(String(input_fill)));
  return Float32Array.from({length: size(shape)}, () => 2 * next() - 1);
}

function stageMeans(network: Network, {taps}: Answer): [string, Float32Array][] {
  return stagesOf(network).map((path, i) => {
    const [channels, height, width] = findNode(network, path).shape;
    const [map, positions] = [taps.get(path)!, height * width];
    const means = Float32Array.from(
      {length: map.length / positions},
      (_, c) => map.subarray(c * positions, (c + 1) * positions).reduce((sum, value) => sum + value, 0) / positions
    );
    if (means.length % channels) throw new Error(`${path} has ${means.length} means for ${channels} channels`);
    return [`stage_mean.${i}`, means];
  });
}

function firstHeads(network: Network, {taps}: Answer): [string, Float32Array][] {
  return attentionOf(network).map((path) => {
    const [, width] = findNode(network, mapOf(path)).shape;
    return [`attn_head0.${path}`, taps.get(mapOf(path))!.subarray(0, width * width)]; // one sample
  });
}
