import {block} from "../../graph/block.ts";
import {flag, integer, known} from "../../graph/options.ts";
import {conv} from "../../ops/conv.ts";
import {initialOption, type WeightStart} from "../../ops/rules/initial.ts";
import {authorsStart, normOf, variantOption, type EdgeNeXtCommon, type EdgeNeXtVariant} from "./edgeNeXtVariant.ts";

export interface EdgeNeXtDownsamplingOptions extends EdgeNeXtCommon {
  /** Channels C after it. */
  width: number;
  /** 1, with padding 1, keeps the resolution for dense prediction. */
  stride?: number;
  /** Zeros added on each side; 0 if absent. */
  padding?: number;
  /** Whether the convolution has a bias; without batch norm it has. */
  bias?: boolean;
}

interface EdgeNeXtDownsampling {
  readonly width: number;
  readonly stride: number;
  readonly padding: number;
  readonly bias: boolean;
  readonly variant: EdgeNeXtVariant;
  readonly initial: WeightStart;
}

/**
 * What stands between EdgeNeXt's stages: a norm over channels, then a 2×2 convolution of stride 2 without padding, so that
 * odd sides are cut. [c, h, w] → [C, ⌊h/2⌋, ⌊w/2⌋].
 *
 * @family EdgeNeXt
 * @paper Maaz et al., EdgeNeXt: Efficiently Amalgamated CNN-Transformer Architecture for Mobile Vision Applications, arXiv 2206.10589
 * @parameters 2·C + 4·C·width + [bias]·width
 */
export const edgeNeXtDownsampling = block<EdgeNeXtDownsamplingOptions, EdgeNeXtDownsampling>(
  "edgeNeXtDownsampling",
  (raw) => {
    const keys = ["width", "stride", "padding", "bias", "variant", "initial"] as const;
    const options = known(raw, "edgeNeXtDownsampling", keys);
    const variant = variantOption(options.variant);
    const {stride = 2, padding = 0, bias = variant === "ln-gelu"} = options;
    return {
      width: integer("width", options.width),
      stride: integer("stride", stride),
      padding: integer("padding", padding, 0),
      bias: flag("bias", bias),
      variant,
      initial: initialOption(options.initial).initial ?? authorsStart
    };
  },
  (x, {variant, ...options}) => conv(normOf(variant, x, "0"), {kernel: 2, ...options, name: "1"})
);
