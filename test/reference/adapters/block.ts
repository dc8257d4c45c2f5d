import type {Network} from "../../../kernels/graph/network.ts";
import {findNode} from "../../../kernels/graph/find.ts";
import {network} from "../../../kernels/graph/trace.ts";
import {waveMix} from "../../../kernels/blocks/waveMix/waveMix.ts";
import {waveMixVersion1} from "../../../kernels/blocks/waveMix/waveMixVersion1.ts";
import {waveMixVersion3} from "../../../kernels/blocks/waveMix/waveMixVersion3.ts";
import {numberOf, series} from "../case.ts";
import type {Adapter} from "./adapter.ts";

/** The branch of a block, without x + block(x); an empty name gives the keys without a prefix. */
export const block: Adapter = (reference) => {
  const {config} = reference;
  const [, ...shape] = series(reference, "input")[0].shape;
  const kind = String(config.block);
  const levels = /^level(\d+)$/.exec(kind)?.[1];
  const mult = numberOf(config, "mult", kind === "v3" ? 4 : 2);
  const common = {dropout: 0, residual: false, name: ""};
  const net = network(shape, (x) => {
    const ff = numberOf(config, "ff", x.shape[0]);
    if (levels) return waveMix(x, {...common, levels: Number(levels), mult, ff});
    if (kind === "v1") return waveMixVersion1(x, {...common, mult, ff});
    if (kind === "v3") return waveMixVersion3(x, {...common, mult: mult as 4});
    throw new Error(`unknown block: ${kind}; expected level1 …, v1 or v3`);
  });
  return {network: net, input: "map", taps: new Map([["reduction", "reduction"], ...mixedTaps(net)])};
};

/** What enters each feed-forward. */
export function mixedTaps(network: Network): [string, string][] {
  return network.nodes.flatMap(({path}) => {
    const level = /^feedforward(?:\.level)?(\d*)\.0$/.exec(path)?.[1];
    if (level === undefined) return [];
    const [mixed] = findNode(network, path).inputs;
    return [[`mixed${level}`, mixed.path] as [string, string]];
  });
}
