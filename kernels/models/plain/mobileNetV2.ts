import type {Network} from "../../graph/network.ts";
import {fraction, integer, known, positive} from "../../graph/options.ts";
import type {Shape} from "../../graph/shape.ts";
import {network} from "../../graph/trace.ts";
import {divisible} from "../../blocks/plain/divisible.ts";
import {invertedResidual} from "../../blocks/plain/invertedResidual.ts";
import {batchNorm} from "../../ops/batchNorm.ts";
import {conv} from "../../ops/conv.ts";
import {dropout as drop} from "../../ops/dropout.ts";
import {globalAveragePool} from "../../ops/globalAveragePool.ts";
import {linear} from "../../ops/linear.ts";
import {relu6} from "../../ops/relu6.ts";
import {heNormal} from "../../ops/rules/initial.ts";

export interface MobileNetV2 {
  /** Channels, height and width of one image; 3×224×224 if absent. */
  input?: Shape;
  classes?: number;
  /** Factor α of all channels; the head does not shrink below 1280. */
  alpha?: number;
  dropout?: number;
}

/** Expansion, channels, blocks, stride of the first. */
const stages = [
  [1, 16, 1, 1],
  [6, 24, 2, 2],
  [6, 32, 3, 2],
  [6, 64, 4, 2],
  [6, 96, 3, 1],
  [6, 160, 3, 2],
  [6, 320, 1, 1]
] as const;

/**
 * A MobileNetV2 classifier with torchvision's keys.
 *
 * @paper Sandler et al., MobileNetV2: Inverted Residuals and Linear Bottlenecks, arXiv 1801.04381
 */
export function mobileNetV2(options: MobileNetV2 = {}): Network {
  const keys = ["input", "classes", "alpha", "dropout"] as const;
  const {input = [3, 224, 224], classes = 1000, alpha = 1, dropout = 0.2} = known(options, "mobileNetV2", keys);
  const factor = positive("alpha", alpha);
  const rate = fraction("dropout", dropout);
  return network(input as Shape, (x) => {
    const head = divisible(1280 * Math.max(1, factor));
    const step = (width: number, kernel: number, stride: number, name: string) => {
      const window = {width, kernel, stride, padding: (kernel - 1) / 2, bias: false, initial: heNormal(width, kernel)};
      x = relu6(batchNorm(conv(x, {...window, name: `${name}.0`}), {name: `${name}.1`}), {name: `${name}.2`});
    };
    let i = 0;
    step(divisible(32 * factor), 3, 2, `features.${i++}`);
    for (const [expansion, channels, blocks, stride] of stages)
      for (let j = 0; j < blocks; ++j) {
        const [width, hidden] = [divisible(channels * factor), expansion * x.shape[0]];
        x = invertedResidual(x, {width, hidden, stride: j ? 1 : stride, keys: "v2", name: `features.${i++}`});
      }
    step(head, 1, 1, `features.${i}`);
    x = drop(globalAveragePool(x, {name: "pool"}), {rate, name: "classifier.0"});
    const initial = {kind: "normal", deviation: 0.01} as const;
    return linear(x, {width: integer("classes", classes), initial, name: "classifier.1"});
  });
}
