import {network} from "../../../kernels/graph/trace.ts";
import {mixing, type MixerName} from "../../../kernels/blocks/index.ts";
import {numberOf, series} from "../case.ts";
import type {Adapter} from "./adapter.ts";
import {mixedTaps} from "./block.ts";

/** The branch of a block with one of the mixers in it. */
export const mixer: Adapter = (reference) => {
  const {config} = reference;
  const [, ...shape] = series(reference, "input")[0].shape;
  const name = String(config.mixer) as MixerName;
  const net = network(shape, (x) =>
    mixing(x, {
      mixer: name,
      ...((name === "conv" || name === "pool") && config.kernel !== undefined && {kernel: numberOf(config, "kernel")}),
      ...(name === "mlp" && config.hidden !== undefined && {hidden: numberOf(config, "hidden")}),
      levels: numberOf(config, "level", 1),
      mult: numberOf(config, "mult", 2),
      ff: numberOf(config, "ff", x.shape[0]),
      dropout: 0,
      residual: false,
      name: ""
    })
  );
  return {network: net, input: "map", taps: new Map([["reduction", "reduction"], ...mixedTaps(net)])};
};
