import {block} from "../../graph/block.ts";
import {NetworkError} from "../../graph/errors.ts";
import {flag, integer, keyword, known} from "../../graph/options.ts";
import type {Value} from "../../graph/trace.ts";
import {add} from "../../ops/add.ts";
import {batchNorm} from "../../ops/batchNorm.ts";
import {conv} from "../../ops/conv.ts";
import {heNormal} from "../../ops/rules/initial.ts";
import {activate, activationOption, type ActivationName} from "./activations.ts";
import {squeezeExcite, type SqueezeExciteOptions} from "./squeezeExcite.ts";

export interface InvertedResidualOptions {
  /** Channels C after it; those of the input if absent. */
  width?: number;
  /** Channels m in the middle; six times the input's if absent. As many as the input has: no first convolution. */
  hidden?: number;
  /** Window k of the depthwise convolution; odd. */
  kernel?: number;
  /** Step of the window, 1 if absent; 2 halves height and width. */
  stride?: number;
  /** After the first two convolutions; if absent ReLU6 with MobileNetV2's names and ReLU with MobileNetV3's. */
  activation?: ActivationName;
  /** Whether squeeze and excitation follow the depthwise convolution, and with which options. */
  squeeze?: boolean | SqueezeExciteOptions;
  /** Groups of the two 1×1 convolutions, for comparison. */
  groups?: number;
  /** Momentum and epsilon of the norms, where they are not PyTorch's. */
  norm?: {epsilon?: number; momentum?: number};
  /** Names as in torchvision's MobileNetV2 (`conv.0.0` …) or MobileNetV3 (`block.0.0` …). */
  keys?: "v2" | "v3";
}

interface InvertedResidual {
  readonly width: number;
  readonly hidden: number;
  readonly kernel: number;
  readonly stride: number;
  readonly activation: ActivationName;
  readonly squeeze: SqueezeExciteOptions | false;
  readonly groups: number;
  readonly norm: {readonly epsilon?: number; readonly momentum?: number};
  readonly keys: "v2" | "v3";
}

/**
 * The MobileNets' inverted residual: 1×1 to many channels, a depthwise k×k there, 1×1 back without an activation; what came in
 * is added where the shape stays. With squeeze and hardSwish it is MobileNetV3's. [c, h, w] → [C, h/stride, w/stride].
 *
 * @family plain
 * @paper Sandler et al., MobileNetV2, arXiv 1801.04381; Howard et al., Searching for MobileNetV3, arXiv 1905.02244
 * @parameters [hidden ≠ C]·(C·hidden/groups + 2·hidden) + kernel²·hidden + 2·hidden + hidden·width/groups + 2·width +
 *   [squeeze]·(2·hidden·z + z + hidden), where z = r + 8·[r < 0.9·floor(hidden/4)], r = max(8, 8·floor((floor(hidden/4) +
 *   4)/8)); squeeze with options of its own has the z of squeezeExcite
 */
export const invertedResidual = block<InvertedResidualOptions, InvertedResidual>(
  "invertedResidual",
  (raw, x) => {
    const keys = ["width", "hidden", "kernel", "stride", "activation", "squeeze", "groups", "norm", "keys"] as const;
    const {
      width = x.shape[0],
      hidden = 6 * x.shape[0],
      kernel = 3,
      squeeze = false,
      ...rest
    } = known(raw, "invertedResidual", keys);
    if (integer("kernel", kernel) % 2 === 0)
      throw new NetworkError(`invalid kernel: ${String(kernel)}; expected an odd number`);
    const style = keyword("keys", rest.keys ?? "v3", ["v2", "v3"] as const);
    return {
      width: integer("width", width),
      hidden: integer("hidden", hidden),
      kernel: integer("kernel", kernel),
      stride: integer("stride", rest.stride ?? 1),
      activation: activationOption("activation", rest.activation ?? (style === "v2" ? "relu6" : "relu")),
      squeeze: typeof squeeze === "object" ? (squeeze as SqueezeExciteOptions) : flag("squeeze", squeeze) && {},
      groups: integer("groups", rest.groups ?? 1),
      norm: (rest.norm ?? {}) as InvertedResidual["norm"],
      keys: style
    };
  },
  (x, {width, hidden, kernel, stride, activation, squeeze, groups, norm, keys}) => {
    const stem = keys === "v2" ? "conv" : "block";
    let i = 0;
    const step = (y: Value, options: Omit<Parameters<typeof conv>[1], "name">, last = false) => {
      const at = `${stem}.${i++}`;
      // MobileNetV2 keeps the last convolution and its norm beside the steps, not inside one
      const [name, normName] = last && keys === "v2" ? [at, `${stem}.${i}`] : [`${at}.0`, `${at}.1`];
      y = batchNorm(conv(y, {...options, bias: false, name}), {...norm, name: normName});
      return last ? y : activate(y, activation, {name: `${at}.2`});
    };
    const padding = (kernel - 1) / 2;
    let y = x;
    if (hidden !== x.shape[0]) y = step(y, {width: hidden, kernel: 1, groups, initial: heNormal(hidden, 1)});
    const start = heNormal(hidden, kernel);
    y = step(y, {width: hidden, kernel, stride, padding, groups: hidden, initial: start});
    if (squeeze) y = squeezeExcite(y, {convolutions: true, ...squeeze, name: `${stem}.${i++}`});
    y = step(y, {width, kernel: 1, groups, initial: heNormal(width, 1)}, true);
    return stride === 1 && width === x.shape[0] ? add(x, y, {name: "add"}) : y;
  }
);
