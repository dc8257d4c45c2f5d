import {block} from "../../graph/block.ts";
import {flag, integer, known} from "../../graph/options.ts";
import {conv} from "../../ops/conv.ts";
import {initialOption, type WeightStart} from "../../ops/rules/initial.ts";
import {authorsStart, normOf, variantOption, type EdgeNeXtCommon, type EdgeNeXtVariant} from "./edgeNeXtVariant.ts";

export interface EdgeNeXtStemOptions extends EdgeNeXtCommon {
  /** Channels C after it. */
  width: number;
  /** Side k of the window: 4 for patches, 9 for overlapping ones. */
  kernel?: number;
  /** Step of the window; 4 if absent, so that windows of side 4 are patches. */
  stride?: number;
  /** Zeros added on each side; 0 if absent. */
  padding?: number;
  /** Whether the convolution has a bias; without batch norm it has. */
  bias?: boolean;
}

interface EdgeNeXtStem {
  readonly width: number;
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  readonly bias: boolean;
  readonly variant: EdgeNeXtVariant;
  readonly initial: WeightStart;
}

/**
 * EdgeNeXt's stem: a 4×4 convolution of stride 4 without padding, then a norm over channels. [c, h, w] → [C, ⌊h/4⌋, ⌊w/4⌋].
 *
 * @family EdgeNeXt
 * @paper Maaz et al., EdgeNeXt: Efficiently Amalgamated CNN-Transformer Architecture for Mobile Vision Applications, arXiv 2206.10589
 * @parameters kernel²·C·width + [bias]·width + 2·width
 */
export const edgeNeXtStem = block<EdgeNeXtStemOptions, EdgeNeXtStem>(
  "edgeNeXtStem",
  (raw) => {
    const keys = ["width", "kernel", "stride", "padding", "bias", "variant", "initial"] as const;
    const options = known(raw, "edgeNeXtStem", keys);
    const variant = variantOption(options.variant);
    const {kernel = 4, stride = 4, padding = 0, bias = variant === "ln-gelu"} = options;
    return {
      width: integer("width", options.width),
      kernel: integer("kernel", kernel),
      stride: integer("stride", stride),
      padding: integer("padding", padding, 0),
      bias: flag("bias", bias),
      variant,
      initial: initialOption(options.initial).initial ?? authorsStart
    };
  },
  (x, {variant, ...options}) => normOf(variant, conv(x, {...options, name: "0"}), "1")
);
