import {block} from "../../graph/block.ts";
import {flag, integer, known} from "../../graph/options.ts";
import {crossCovariance} from "../../ops/crossCovariance.ts";
import {linear} from "../../ops/linear.ts";
import {mixChannels} from "../../ops/mixChannels.ts";
import {initialOption, type WeightStart} from "../../ops/rules/initial.ts";
import {authorsStart} from "./edgeNeXtVariant.ts";

export interface XcaOptions {
  /** Heads h; must divide the channels. */
  heads?: number;
  /** Whether the map to queries, keys and values has a bias. */
  bias?: boolean;
  /** How its weights start; the authors' normal distribution if absent. */
  initial?: WeightStart;
}

interface Xca {
  readonly heads: number;
  readonly bias: boolean;
  readonly initial: WeightStart;
}

/**
 * Cross-covariance attention: channels attend to the channels of their head by the cosine of their values over all tokens, so
 * that the cost grows linearly with the tokens. [t, c] stays [t, c]; every token reads all others.
 *
 * @family EdgeNeXt
 * @paper El-Nouby et al., XCiT: Cross-Covariance Image Transformers, arXiv 2106.09681
 * @parameters heads + 3·C² + [bias]·3·C + C² + C
 */
export const xca = block<XcaOptions, Xca>(
  "xca",
  (raw) => {
    const {heads = 8, bias = true, initial} = known(raw, "xca", ["heads", "bias", "initial"]);
    return {
      heads: integer("heads", heads),
      bias: flag("bias", bias),
      initial: initialOption(initial).initial ?? authorsStart
    };
  },
  (x, {heads, bias, initial}) => {
    const channels = x.shape[x.shape.length - 1];
    const qkv = linear(x, {width: 3 * channels, bias, initial, name: "qkv"});
    const map = crossCovariance(qkv, {heads, name: "temperature"});
    return linear(mixChannels(map, qkv, {name: "mixed"}), {width: channels, initial, name: "proj"});
  }
);
