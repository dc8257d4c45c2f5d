import type {Network} from "../../graph/network.ts";
import {fraction, integer, keyword, known} from "../../graph/options.ts";
import type {Shape} from "../../graph/shape.ts";
import {network} from "../../graph/trace.ts";
import {invertedResidual} from "../../blocks/plain/invertedResidual.ts";
import {batchNorm} from "../../ops/batchNorm.ts";
import {conv} from "../../ops/conv.ts";
import {dropout as drop} from "../../ops/dropout.ts";
import {globalAveragePool} from "../../ops/globalAveragePool.ts";
import {hardSwish} from "../../ops/hardSwish.ts";
import {linear} from "../../ops/linear.ts";
import {heNormal} from "../../ops/rules/initial.ts";

export interface MobileNetV3 {
  /** Channels, height and width of one image; 3×224×224 if absent. */
  input?: Shape;
  classes?: number;
  dropout?: number;
}

/** Window, channels in the middle, channels after it, squeeze, hard swish, stride. */
type Row = readonly [kernel: number, hidden: number, width: number, squeeze: 0 | 1, hardSwish: 0 | 1, stride: number];

/** Tables 1 and 2 of the paper, and the width of the head. */
const tables: Readonly<Record<"large" | "small", {rows: readonly Row[]; head: number}>> = {
  large: {
    head: 1280,
    rows: [
      [3, 16, 16, 0, 0, 1],
      [3, 64, 24, 0, 0, 2],
      [3, 72, 24, 0, 0, 1],
      [5, 72, 40, 1, 0, 2],
      [5, 120, 40, 1, 0, 1],
      [5, 120, 40, 1, 0, 1],
      [3, 240, 80, 0, 1, 2],
      [3, 200, 80, 0, 1, 1],
      [3, 184, 80, 0, 1, 1],
      [3, 184, 80, 0, 1, 1],
      [3, 480, 112, 1, 1, 1],
      [3, 672, 112, 1, 1, 1],
      [5, 672, 160, 1, 1, 2],
      [5, 960, 160, 1, 1, 1],
      [5, 960, 160, 1, 1, 1]
    ]
  },
  small: {
    head: 1024,
    rows: [
      [3, 16, 16, 1, 0, 2],
      [3, 72, 24, 0, 0, 2],
      [3, 88, 24, 0, 0, 1],
      [5, 96, 40, 1, 1, 2],
      [5, 240, 40, 1, 1, 1],
      [5, 240, 40, 1, 1, 1],
      [5, 120, 48, 1, 1, 1],
      [5, 144, 48, 1, 1, 1],
      [5, 288, 96, 1, 1, 2],
      [5, 576, 96, 1, 1, 1],
      [5, 576, 96, 1, 1, 1]
    ]
  }
};

const norm = {epsilon: 1e-3, momentum: 0.01};

/**
 * A MobileNetV3 classifier, `"large"` or `"small"`, with torchvision's keys.
 *
 * @paper Howard et al., Searching for MobileNetV3, arXiv 1905.02244
 */
export function mobileNetV3(name: "large" | "small" = "large", options: MobileNetV3 = {}): Network {
  const {rows, head} = tables[keyword("mobileNetV3", name, ["large", "small"] as const)];
  const {
    input = [3, 224, 224],
    classes = 1000,
    dropout = 0.2
  } = known(options, "mobileNetV3", ["input", "classes", "dropout"]);
  const rate = fraction("dropout", dropout);
  return network(input as Shape, (x) => {
    const step = (width: number, kernel: number, stride: number, name: string) => {
      const window = {width, kernel, stride, padding: (kernel - 1) / 2, bias: false, initial: heNormal(width, kernel)};
      x = batchNorm(conv(x, {...window, name: `${name}.0`}), {...norm, name: `${name}.1`});
      x = hardSwish(x, {name: `${name}.2`});
    };
    step(16, 3, 2, "features.0");
    rows.forEach(([kernel, hidden, width, squeeze, swish, stride], i) => {
      const activation = swish ? "hardSwish" : "relu";
      const options = {kernel, hidden, width, stride, activation, squeeze: squeeze === 1, norm} as const;
      x = invertedResidual(x, {...options, name: `features.${i + 1}`});
    });
    step(6 * x.shape[0], 1, 1, `features.${rows.length + 1}`);
    const initial = {kind: "normal", deviation: 0.01} as const;
    x = linear(globalAveragePool(x, {name: "pool"}), {width: head, initial, name: "classifier.0"});
    x = drop(hardSwish(x, {name: "classifier.1"}), {rate, name: "classifier.2"});
    return linear(x, {width: integer("classes", classes), initial, name: "classifier.3"});
  });
}
