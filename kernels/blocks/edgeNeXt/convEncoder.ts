import {block} from "../../graph/block.ts";
import {NetworkError} from "../../graph/errors.ts";
import {flag, fraction, integer, known, nonNegative} from "../../graph/options.ts";
import {add} from "../../ops/add.ts";
import {conv} from "../../ops/conv.ts";
import {initialOption} from "../../ops/rules/initial.ts";
import {tokens} from "../../ops/tokens.ts";
import {inverseBottleneck, type InverseBottleneck} from "../plain/inverseBottleneck.ts";
import {
  activationOf,
  authorsStart,
  normOf,
  variantOption,
  type EdgeNeXtCommon,
  type EdgeNeXtVariant
} from "./edgeNeXtVariant.ts";

export interface ConvEncoderOptions extends EdgeNeXtCommon {
  /** Side k of the depthwise filters; odd. EdgeNeXt takes 3, 5, 7 and 9 at its stages. */
  kernel?: number;
  /** Expansion of the two linear maps. */
  mult?: number;
  /** What the layer scale starts with; 0 leaves it out. */
  layerScale?: number;
  /** The share of samples in training that skip the branch. */
  dropPath?: number;
  /** Channels after the depthwise convolution, a multiple of those before. */
  width?: number;
  /** Of the depthwise convolution; above 1, or with another width, the shortcut begins after it. */
  stride?: number;
  /** Whether the depthwise convolution has a bias; without batch norm it has. */
  bias?: boolean;
}

interface ConvEncoder extends Omit<InverseBottleneck, "activation"> {
  readonly variant: EdgeNeXtVariant;
  readonly kernel: number;
  readonly width: number;
  readonly stride: number;
  readonly bias: boolean;
}

/**
 * EdgeNeXt's convolution encoder, a ConvNeXt block whose window grows from stage to stage: a depthwise k×k convolution, a
 * norm, and two linear maps with an activation between mix each position's channels; x is added. [c, h, w] stays as it is.
 *
 * @family EdgeNeXt
 * @paper Maaz et al., EdgeNeXt: Efficiently Amalgamated CNN-Transformer Architecture for Mobile Vision Applications, arXiv 2206.10589
 * @parameters kernel²·width + [bias]·width + 2·width + 2·mult·width² + mult·width + width + [layerScale > 0]·width
 */
export const convEncoder = block<ConvEncoderOptions, ConvEncoder>(
  "convEncoder",
  (raw, x) => {
    const keys = ["kernel", "mult", "layerScale", "dropPath", "width", "stride", "bias", "variant", "initial"] as const;
    const options = known(raw, "convEncoder", keys);
    const variant = variantOption(options.variant);
    const {kernel = 3, mult = 4, layerScale = 1e-6, dropPath = 0, width = x.shape[0], stride = 1} = options;
    const {bias = variant === "ln-gelu"} = options;
    if (integer("kernel", kernel) % 2 === 0)
      throw new NetworkError(`invalid kernel: ${String(kernel)}; expected an odd number`);
    return {
      kernel: integer("kernel", kernel),
      mult: integer("mult", mult),
      layerScale: nonNegative("layerScale", layerScale),
      dropPath: fraction("dropPath", dropPath),
      width: integer("width", width),
      stride: integer("stride", stride),
      bias: flag("bias", bias),
      variant,
      initial: initialOption(options.initial).initial ?? authorsStart
    };
  },
  (x, {kernel, width, stride, bias, ...options}) => {
    const {variant, initial} = options;
    const window = {kernel, stride, padding: (kernel - 1) / 2, groups: x.shape[0]};
    const y = conv(x, {...window, width, bias, initial, name: "dwconv"});
    const shortcut = stride === 1 && width === x.shape[0] ? x : y;
    const normal =
      variant === "ln-gelu"
        ? normOf(variant, tokens(y, {name: "tokens"}), "norm")
        : tokens(normOf(variant, y, "norm"), {name: "tokens"});
    return add(shortcut, inverseBottleneck(normal, y.shape, {...options, activation: activationOf[variant]}), {
      name: "add"
    });
  }
);
