import type {Network} from "../../graph/network.ts";
import type {Shape} from "../../graph/shape.ts";
import {network} from "../../graph/trace.ts";
import {globalAveragePool} from "../../ops/globalAveragePool.ts";
import {linear} from "../../ops/linear.ts";
import {integer} from "../../graph/options.ts";
import {named} from "../named.ts";
import {resNetOptions, resNetTrunk, type MgicResNetTrunk} from "./resNetTrunk.ts";

export interface MgicResNet extends MgicResNetTrunk {
  /** Channels, height and width of one image; 3×224×224 if absent. */
  input?: Shape;
  classes?: number;
}

const bottlenecks = {channels: [64, 128, 256, 512], blocks: [3, 4, 6, 3], bottleneck: true};

/** The usual ResNets' widths and depths, and the authors' script's own; all with groups of 32. */
export const mgicResNetConfigurations = {
  "18": {channels: [64, 128, 256, 512], blocks: [2, 2, 2, 2]},
  "34": {channels: [64, 128, 256, 512], blocks: [3, 4, 6, 3]},
  "50": bottlenecks,
  "50-resNext": {...bottlenecks, resNext: true},
  script: {channels: [32, 64, 128, 256], blocks: [1, 2, 2, 2]}
} as const satisfies Record<string, MgicResNetTrunk>;

export type MgicResNetName = keyof typeof mgicResNetConfigurations;

/**
 * A ResNet of multigrid-in-channels blocks, by a name (`"18"`, `"34"`, `"50"`, `"50-resNext"`, `"script"`) or by its widths and
 * depths; with `block: "plain"` or `"grouped"` the same skeleton of usual blocks, to compare with. Keys are the authors'.
 *
 * @paper Eliasof, Ephrath, Ruthotto, Treister, MGIC: Multigrid-in-Channels Neural Network Architectures, arXiv 2011.09128
 */
export function mgicResNet(name: MgicResNetName | MgicResNet = "18", options: MgicResNet = {}): Network {
  const {
    input = [3, 224, 224],
    classes = 1000,
    ...trunk
  } = named<MgicResNet>("mgicResNet", mgicResNetConfigurations, name, options);
  const read = resNetOptions(trunk);
  return network(input, (x) => {
    x = globalAveragePool(resNetTrunk(x, read, "features"), {name: "pool"});
    return linear(x, {width: integer("classes", classes), name: "linear"});
  });
}
