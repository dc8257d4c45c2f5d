import {block} from "../../graph/block.ts";
import {NetworkError} from "../../graph/errors.ts";
import {flag, integer, keyword, known, positive} from "../../graph/options.ts";
import type {Value} from "../../graph/trace.ts";
import {batchNorm} from "../../ops/batchNorm.ts";
import {conv} from "../../ops/conv.ts";
import {globalAveragePool} from "../../ops/globalAveragePool.ts";
import {linear} from "../../ops/linear.ts";
import {multiply} from "../../ops/multiply.ts";
import {reshape} from "../../ops/reshape.ts";
import {heNormal, type WeightStart} from "../../ops/rules/initial.ts";
import {activate, activationOption, type ActivationName} from "./activations.ts";
import {divisible} from "./divisible.ts";

export interface SqueezeExciteOptions {
  /** How many times fewer channels the squeeze has. */
  ratio?: number;
  /** What the squeeze's channels are rounded to a multiple of, as MobileNetV3 does; 1 takes them as they are. */
  divisor?: number;
  /** Channels of the squeeze, if they do not follow from `ratio` and `divisor`. */
  width?: number;
  /** Between the two maps; ReLU if absent. */
  activation?: ActivationName;
  /** What bounds the factors. */
  gate?: ActivationName;
  /** `batch` puts a norm after each map, which then has no bias; it sees one value an image and channel. */
  norm?: "none" | "batch";
  /** Whether the maps are 1×1 convolutions, with weights [r, c, 1, 1]; linear maps [r, c] otherwise. */
  convolutions?: boolean;
  /** Names of the two maps, in the authors' words. */
  names?: readonly [string, string];
  /** How both weights start; linear maps normally with deviation 0.01, convolutions by He. */
  initial?: WeightStart;
}

interface SqueezeExcite {
  readonly width: number;
  readonly activation: ActivationName;
  readonly gate: ActivationName;
  readonly norm: "none" | "batch";
  readonly convolutions: boolean;
  readonly names: readonly [string, string];
  readonly initial?: WeightStart;
}

/**
 * Squeeze and excitation: the means of all channels go through two small maps and come back as one factor a channel, so that
 * channels answer to the whole picture. [c, h, w] stays [c, h, w]. As in MobileNetV3 unless told otherwise.
 *
 * @family plain
 * @paper Hu et al., Squeeze-and-Excitation Networks, arXiv 1709.01507; the hard gate from Howard et al., arXiv 1905.02244
 * @parameters 2·C·width + ([norm = "none"] + 2·[norm = "batch"])·(width + C)
 */
export const squeezeExcite = block<SqueezeExciteOptions, SqueezeExcite>(
  "squeezeExcite",
  (raw, x) => {
    const keys = [
      "ratio",
      "divisor",
      "width",
      "activation",
      "gate",
      "norm",
      "convolutions",
      "names",
      "initial"
    ] as const;
    const {
      ratio = 4,
      divisor = 8,
      width,
      norm = "none",
      names = ["fc1", "fc2"],
      initial,
      ...rest
    } = known(raw, "squeezeExcite", keys);
    const channels = Math.floor(x.shape[0] / positive("ratio", ratio));
    if (!Array.isArray(names) || names.length !== 2)
      throw new NetworkError(`invalid names: ${String(names)}; expected two, of the squeeze and of the excitation`);
    return {
      width: width === undefined ? divisible(channels, integer("divisor", divisor)) : integer("width", width),
      activation: activationOption("activation", rest.activation ?? "relu"),
      gate: activationOption("gate", rest.gate ?? "hardSigmoid"),
      norm: keyword("norm", norm, ["none", "batch"] as const),
      convolutions: flag("convolutions", rest.convolutions ?? false),
      names: [String(names[0]), String(names[1])],
      ...(initial !== undefined && {initial: initial as WeightStart})
    };
  },
  (x, {width, activation, gate, norm, convolutions, names, initial}) => {
    const [channels] = x.shape;
    const bias = norm === "none";
    const map = (y: Value, width: number, name: string) => {
      y = convolutions
        ? conv(y, {width, kernel: 1, bias, initial: initial ?? heNormal(width, 1), name})
        : linear(y, {width, bias, initial: initial ?? {kind: "normal", deviation: 0.01}, name});
      return bias ? y : batchNorm(y, {name: `${name}_norm`});
    };
    let y = globalAveragePool(x, {name: "pool"});
    if (convolutions) y = reshape(y, {shape: [channels, 1, 1], name: "column"});
    y = activate(map(y, width, names[0]), activation, {name: "activation"});
    y = activate(map(y, channels, names[1]), gate, {name: "gate"});
    if (convolutions) y = reshape(y, {shape: [channels], name: "factors"});
    return multiply(x, y, {name: "scale"});
  }
);
