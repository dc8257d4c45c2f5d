import {NetworkError} from "../../graph/errors.ts";
import type {Network} from "../../graph/network.ts";
import {flag, integer, integers, known} from "../../graph/options.ts";
import type {Shape} from "../../graph/shape.ts";
import {network} from "../../graph/trace.ts";
import {resnetBasic} from "../../blocks/plain/resnetBasic.ts";
import {resnetBottleneck} from "../../blocks/plain/resnetBottleneck.ts";
import {batchNorm} from "../../ops/batchNorm.ts";
import {conv} from "../../ops/conv.ts";
import {globalAveragePool} from "../../ops/globalAveragePool.ts";
import {linear} from "../../ops/linear.ts";
import {maxPool} from "../../ops/maxPool.ts";
import {relu} from "../../ops/relu.ts";
import {heNormal} from "../../ops/rules/initial.ts";
import {named} from "../named.ts";

export interface ResNet {
  /** Channels, height and width of one image; 3×224×224 if absent. */
  input?: Shape;
  classes?: number;
  /** Blocks of each stage; every stage but the first halves the sides. */
  depths?: readonly number[];
  /** Channels of the stem and of the first stage; they double from stage to stage. 64 if absent. */
  width?: number;
  /** Whether its blocks are bottlenecks, with four times a stage's channels after them. */
  bottleneck?: boolean;
}

export const resNetConfigurations = {
  "18": {depths: [2, 2, 2, 2]},
  "34": {depths: [3, 4, 6, 3]},
  "50": {depths: [3, 4, 6, 3], bottleneck: true},
  "101": {depths: [3, 4, 23, 3], bottleneck: true},
  "152": {depths: [3, 8, 36, 3], bottleneck: true}
} as const satisfies Record<string, ResNet>;

/**
 * A ResNet classifier, `"18"`, `"34"`, `"50"`, `"101"`, `"152"` or by depths and width of its own, with torchvision's keys. As
 * there a bottleneck halves the sides in its 3×3 convolution, where the paper does so in the 1×1 before.
 *
 * @paper He et al., Deep Residual Learning for Image Recognition, arXiv 1512.03385
 */
export function resNet(name: keyof typeof resNetConfigurations | ResNet = "50", options: ResNet = {}): Network {
  const given = named<ResNet>("resNet", resNetConfigurations, name, options);
  const keys = ["input", "classes", "depths", "width", "bottleneck"] as const;
  const {input = [3, 224, 224], ...rest} = known(given, "resNet", keys);
  const depths = integers("depths", rest.depths ?? resNetConfigurations["50"].depths);
  if (!depths.length) throw new NetworkError("invalid depths: none; expected the blocks of at least one stage");
  const first = integer("width", rest.width ?? 64);
  const bottleneck = flag("bottleneck", rest.bottleneck ?? false);
  return network(input as Shape, (x) => {
    const stem = {width: first, kernel: 7, stride: 2, padding: 3, bias: false, initial: heNormal(first, 7)};
    x = relu(batchNorm(conv(x, {...stem, name: "conv1"}), {name: "bn1"}), {name: "relu"});
    x = maxPool(x, {kernel: 3, stride: 2, padding: 1, name: "maxpool"});
    depths.forEach((depth, stage) => {
      const planes = first * 2 ** stage;
      for (let i = 0; i < depth; ++i) {
        const place = {stride: i === 0 && stage > 0 ? 2 : 1, name: `layer${stage + 1}.${i}`};
        x = bottleneck ? resnetBottleneck(x, {planes, ...place}) : resnetBasic(x, {width: planes, ...place});
      }
    });
    return linear(globalAveragePool(x, {name: "avgpool"}), {
      width: integer("classes", rest.classes ?? 1000),
      name: "fc"
    });
  });
}
