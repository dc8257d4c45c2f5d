import {block} from "../../graph/block.ts";
import {NetworkError} from "../../graph/errors.ts";
import {flag, fraction, integer, known, nonNegative} from "../../graph/options.ts";
import type {Value} from "../../graph/trace.ts";
import {add} from "../../ops/add.ts";
import {concat} from "../../ops/concat.ts";
import {conv} from "../../ops/conv.ts";
import {dropPath} from "../../ops/dropPath.ts";
import {initialOption} from "../../ops/rules/initial.ts";
import {scale} from "../../ops/scale.ts";
import {slice} from "../../ops/slice.ts";
import {tokens} from "../../ops/tokens.ts";
import {untokens} from "../../ops/untokens.ts";
import {inverseBottleneck, type InverseBottleneck} from "../plain/inverseBottleneck.ts";
import {
  activationOf,
  authorsStart,
  normOf,
  variantOption,
  type EdgeNeXtCommon,
  type EdgeNeXtVariant
} from "./edgeNeXtVariant.ts";
import {fourierPositionalEncoding} from "./fourierPositionalEncoding.ts";
import {xca} from "./xca.ts";

export interface SdtaOptions extends EdgeNeXtCommon {
  /** Parts s that the channels are cut into; at least 2. The last passes the convolutions untouched. */
  scales?: number;
  /** Heads h of the attention; must divide the channels. */
  heads?: number;
  /** Whether a Fourier positional encoding is added to the tokens. */
  positions?: boolean;
  /** Expansion of the two linear maps. */
  mult?: number;
  /** What both layer scales start with; 0 leaves them out. */
  layerScale?: number;
  /** The share of samples in training that skip the attention, and, drawn apart, the whole branch. */
  dropPath?: number;
  /** Whether the 3×3 convolutions have biases. */
  bias?: boolean;
}

interface Sdta extends Omit<InverseBottleneck, "activation"> {
  readonly variant: EdgeNeXtVariant;
  readonly scales: number;
  readonly heads: number;
  readonly positions: boolean;
  readonly bias: boolean;
}

/**
 * EdgeNeXt's split depth-wise transpose attention encoder: parts of the channels pass 3×3 depthwise convolutions, each after
 * the part before, then cross-covariance attention and two linear maps; x is added. [c, h, w] stays, every output reads all.
 *
 * @family EdgeNeXt
 * @paper Maaz et al., EdgeNeXt: Efficiently Amalgamated CNN-Transformer Architecture for Mobile Vision Applications, arXiv 2206.10589
 * @parameters (scales − 1)·(9 + [bias])·ceil(C/scales) + [positions]·65·C + 2·C + heads + 3·C² + 3·C + C² + C + 2·C +
 *   2·mult·C² + mult·C + C + 2·[layerScale > 0]·C
 */
export const sdta = block<SdtaOptions, Sdta>(
  "sdta",
  (raw, x) => {
    const words = ["scales", "heads", "positions", "mult", "layerScale", "dropPath", "bias"] as const;
    const options = known(raw, "sdta", [...words, "variant", "initial"] as const);
    const {scales = 2, heads = 8, positions = false, mult = 4, layerScale = 1e-6, dropPath = 0, bias = true} = options;
    const parts = integer("scales", scales, 2);
    const rest = x.shape[0] - (parts - 1) * Math.ceil(x.shape[0] / parts);
    if (rest < 1)
      throw new NetworkError(
        `invalid scales: ${parts}; ${x.shape[0]} channels leave none for the last part of ${Math.ceil(x.shape[0] / parts)}`
      );
    return {
      scales: parts,
      heads: integer("heads", heads),
      positions: flag("positions", positions),
      mult: integer("mult", mult),
      layerScale: nonNegative("layerScale", layerScale),
      dropPath: fraction("dropPath", dropPath),
      bias: flag("bias", bias),
      variant: variantOption(options.variant),
      initial: initialOption(options.initial).initial ?? authorsStart
    };
  },
  (x, {scales, heads, positions, bias, ...options}) => {
    const {variant, layerScale, dropPath: rate, initial} = options;
    const split = hierarchy(x, scales, (part, name) =>
      conv(part, {width: part.shape[0], kernel: 3, padding: 1, groups: part.shape[0], bias, initial, name})
    );
    // the batch norm comes before the encoding and stays in the residual, the layer norm after it and does not
    const before = variant === "ln-gelu" ? split : normOf(variant, split, "norm_xca");
    let t = tokens(before, {name: "tokens"});
    if (positions) {
      const encoding = fourierPositionalEncoding(x, {initial, name: "pos_embd"});
      t = add(t, tokens(encoding, {name: "position_tokens"}), {name: "positioned"});
    }
    const normal = variant === "ln-gelu" ? normOf(variant, t, "norm_xca") : t;
    let attended = xca(normal, {heads, initial, name: "xca"});
    if (layerScale > 0) attended = scale(attended, {initial: layerScale, name: "gamma_xca"});
    if (rate > 0) attended = dropPath(attended, {rate, name: "drop_path_xca"});
    t = add(t, attended, {name: "attended"});
    // the tokens are not added again: the block's input alone is
    return add(x, inverseBottleneck(secondNorm(t), x.shape, {...options, activation: activationOf[variant]}), {
      name: "add"
    });

    function secondNorm(t: Value): Value {
      if (variant === "ln-gelu") return normOf(variant, t, "norm");
      const map = untokens(t, {height: x.shape[1], width: x.shape[2], name: "attended_map"});
      return tokens(normOf(variant, map, "norm"), {name: "normal_tokens"});
    }
  }
);

/** y₀ = K₀(x₀), yᵢ = Kᵢ(xᵢ + yᵢ₋₁) for all parts but the last; then y₀, y₁, … and the last part side by side. */
function hierarchy(x: Value, scales: number, convolve: (part: Value, name: string) => Value): Value {
  const channels = x.shape[0];
  const width = Math.ceil(channels / scales);
  const part = (i: number) => slice(x, {from: i * width, to: Math.min(channels, (i + 1) * width), name: `parts.${i}`});
  const mixed: Value[] = [];
  for (let i = 0; i < scales - 1; ++i) {
    const own = part(i);
    mixed.push(convolve(i ? add(own, mixed[i - 1], {name: `sums.${i}`}) : own, `convs.${i}`));
  }
  return concat([...mixed, part(scales - 1)], {name: "joined"});
}
