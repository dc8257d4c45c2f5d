import {block} from "../../graph/block.ts";
import {keyword, pair, type Pair} from "../../graph/options.ts";
import {batchNorm} from "../../ops/batchNorm.ts";
import {conv as convolve, convOp, type Conv as ConvOp, type ConvOptions as OpOptions} from "../../ops/conv.ts";
import {layerNorm} from "../../ops/layerNorm.ts";
import {activate, activationOption, type ActivationName} from "./activations.ts";

const norms = {
  batch: (x: Parameters<typeof batchNorm>[0]) => batchNorm(x, {name: "norm"}),
  layer: (x: Parameters<typeof layerNorm>[0]) => layerNorm(x, {name: "norm"})
};

export interface ConvOptions extends Omit<OpOptions, "kernel"> {
  /** Size of the window; one number, or [height, width]. */
  kernel?: number | Pair;
  /** Half the window, rounded down, if absent: at stride 1 an odd kernel keeps the size. */
  padding?: number | Pair;
  /** After the convolution: over the batch, or over the channels of each position. */
  norm?: "none" | keyof typeof norms;
  /** What comes last. */
  activation?: "none" | ActivationName;
}

interface Conv extends ConvOp {
  readonly norm: "none" | keyof typeof norms;
  readonly activation: "none" | ActivationName;
}

/**
 * A convolution, then optionally a norm, then optionally an activation. 3×3 unless told otherwise.
 *
 * @family plain
 * @paper of this project: what most networks begin a block with
 * @parameters product(kernel)·width·C/groups + [bias]·width + 2·[norm ≠ "none"]·width
 */
export const conv = block<ConvOptions, Conv>(
  "conv",
  (raw) => {
    const {norm = "none", activation = "none", ...rest} = raw;
    const {kernel = 3, dilation = 1, padding = halfOf(kernel, dilation)} = rest;
    return {
      ...convOp.options({...rest, kernel, dilation, padding}),
      norm: keyword("norm", norm, ["none", "batch", "layer"]),
      activation: activation === "none" ? activation : activationOption("activation", activation)
    };
  },
  (x, {norm, activation, ...options}) => {
    x = convolve(x, {...options, name: "conv"});
    if (norm !== "none") x = norms[norm](x);
    return activation === "none" ? x : activate(x, activation, {name: "activation"});
  }
);

function halfOf(kernel: unknown, dilation: unknown): Pair {
  const [height, width] = pair("kernel", kernel);
  const [vertical, horizontal] = pair("dilation", dilation);
  return [Math.floor((vertical * (height - 1)) / 2), Math.floor((horizontal * (width - 1)) / 2)];
}
