import type {Network} from "../../graph/network.ts";
import {fraction, integer, integers, known} from "../../graph/options.ts";
import type {Shape} from "../../graph/shape.ts";
import {network} from "../../graph/trace.ts";
import {convNeXt as convNeXtBlock} from "../../blocks/plain/convNeXt.ts";
import {conv} from "../../ops/conv.ts";
import {globalAveragePool} from "../../ops/globalAveragePool.ts";
import {layerNorm} from "../../ops/layerNorm.ts";
import {linear} from "../../ops/linear.ts";
import {named} from "../named.ts";

export interface ConvNeXt {
  /** Channels, height and width of one image; 3×224×224 if absent. */
  input?: Shape;
  classes?: number;
  /** Blocks of each stage; the first stage stands after a stem of stride 4, every other halves the sides. */
  depths?: readonly number[];
  /** Channels of each stage. */
  dims?: readonly number[];
  /** Stochastic depth of the last block; it rises linearly from 0. */
  dropPath?: number;
}

export const convNeXtConfigurations = {
  tiny: {depths: [3, 3, 9, 3], dims: [96, 192, 384, 768]},
  small: {depths: [3, 3, 27, 3], dims: [96, 192, 384, 768]},
  base: {depths: [3, 3, 27, 3], dims: [128, 256, 512, 1024]},
  large: {depths: [3, 3, 27, 3], dims: [192, 384, 768, 1536]}
} as const satisfies Record<string, ConvNeXt>;

const initial = {kind: "truncatedNormal", deviation: 0.02} as const;

/**
 * A ConvNeXt classifier, `"tiny"`, `"small"`, `"base"`, `"large"` or by depths and dims of its own, with the authors' keys.
 *
 * @paper Liu et al., A ConvNet for the 2020s, arXiv 2201.03545
 */
export function convNeXt(
  name: keyof typeof convNeXtConfigurations | ConvNeXt = "tiny",
  options: ConvNeXt = {}
): Network {
  const given = named<ConvNeXt>("convNeXt", convNeXtConfigurations, name, options);
  const keys = ["input", "classes", "depths", "dims", "dropPath"] as const;
  const {input = [3, 224, 224], ...rest} = known({...convNeXtConfigurations.tiny, ...given}, "convNeXt", keys);
  const depths = integers("depths", rest.depths);
  const dims = integers("dims", rest.dims);
  const rate = fraction("dropPath", rest.dropPath ?? 0);
  const last = Math.max(1, depths.reduce((sum, depth) => sum + depth, 0) - 1);
  let done = 0;
  return network(input as Shape, (x) => {
    depths.forEach((depth, stage) => {
      const at = `downsample_layers.${stage}`;
      const halved = {width: dims[stage], initial};
      if (stage === 0) {
        x = conv(x, {...halved, kernel: 4, stride: 4, name: `${at}.0`});
        x = layerNorm(x, {epsilon: 1e-6, name: `${at}.1`});
      } else {
        x = layerNorm(x, {epsilon: 1e-6, name: `${at}.0`});
        x = conv(x, {...halved, kernel: 2, stride: 2, name: `${at}.1`});
      }
      for (let i = 0; i < depth; ++i)
        x = convNeXtBlock(x, {dropPath: (rate * done++) / last, name: `stages.${stage}.${i}`});
    });
    x = layerNorm(globalAveragePool(x, {name: "pool"}), {epsilon: 1e-6, name: "norm"});
    return linear(x, {width: integer("classes", rest.classes ?? 1000), initial, name: "head"});
  });
}
