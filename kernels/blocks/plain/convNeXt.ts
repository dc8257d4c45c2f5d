import {block} from "../../graph/block.ts";
import {NetworkError} from "../../graph/errors.ts";
import {fraction, integer, known} from "../../graph/options.ts";
import {add} from "../../ops/add.ts";
import {conv} from "../../ops/conv.ts";
import {layerNorm} from "../../ops/layerNorm.ts";
import {tokens} from "../../ops/tokens.ts";
import {inverseBottleneck} from "./inverseBottleneck.ts";

export interface ConvNeXtOptions {
  /** Window k of the depthwise convolution; odd. */
  kernel?: number;
  /** Expansion m of the two linear maps. */
  mult?: number;
  /** What the layer scale starts with; 0 leaves it out. */
  layerScale?: number;
  /** Rate of stochastic depth. */
  dropPath?: number;
}

const initial = {kind: "truncatedNormal", deviation: 0.02} as const;

/**
 * A ConvNeXt block: a depthwise 7×7 convolution mixes positions, then a layer norm and two linear maps with GELU between mix
 * each position's channels; scaled and added to x. [c, h, w] stays as it is.
 *
 * @family plain
 * @paper Liu et al., A ConvNet for the 2020s, arXiv 2201.03545
 * @parameters kernel²·C + C + 2·C + 2·mult·C² + mult·C + C + [layerScale > 0]·C
 */
export const convNeXt = block<ConvNeXtOptions, Required<ConvNeXtOptions>>(
  "convNeXt",
  (raw) => {
    const keys = ["kernel", "mult", "layerScale", "dropPath"] as const;
    const {kernel = 7, mult = 4, layerScale = 1e-6, dropPath = 0} = known(raw, "convNeXt", keys);
    if (integer("kernel", kernel) % 2 === 0)
      throw new NetworkError(`invalid kernel: ${String(kernel)}; expected an odd number`);
    return {
      kernel: integer("kernel", kernel),
      mult: integer("mult", mult),
      layerScale: fraction("layerScale", layerScale),
      dropPath: fraction("dropPath", dropPath)
    };
  },
  (x, {kernel, ...options}) => {
    const [width] = x.shape;
    const y = conv(x, {width, kernel, padding: (kernel - 1) / 2, groups: width, initial, name: "dwconv"});
    const normal = layerNorm(tokens(y, {name: "tokens"}), {epsilon: 1e-6, name: "norm"});
    return add(x, inverseBottleneck(normal, x.shape, {...options, activation: "gelu", initial}), {name: "add"});
  }
);
