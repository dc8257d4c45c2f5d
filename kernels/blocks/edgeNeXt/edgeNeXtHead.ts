import {block} from "../../graph/block.ts";
import {fraction, integer, known, positive} from "../../graph/options.ts";
import {dropout as dropoutOp} from "../../ops/dropout.ts";
import {globalAveragePool} from "../../ops/globalAveragePool.ts";
import {linear} from "../../ops/linear.ts";
import {initialOption, type WeightStart} from "../../ops/rules/initial.ts";
import {authorsStart, normOf, variantOption, type EdgeNeXtCommon, type EdgeNeXtVariant} from "./edgeNeXtVariant.ts";

export interface EdgeNeXtHeadOptions extends EdgeNeXtCommon {
  /** One logit each. */
  classes: number;
  /** The share of features set to zero before the linear map in training. */
  dropout?: number;
  /** What the starting weights of the linear map are multiplied by. */
  initialScale?: number;
}

interface EdgeNeXtHead {
  readonly classes: number;
  readonly dropout: number;
  readonly initialScale: number;
  readonly variant: EdgeNeXtVariant;
  readonly initial: WeightStart;
}

/**
 * EdgeNeXt's classification head: the mean of each channel, a norm, and a linear map to one logit a class; with batch norm
 * the norm comes before the mean. [c, h, w] → [classes].
 *
 * @family EdgeNeXt
 * @paper Maaz et al., EdgeNeXt: Efficiently Amalgamated CNN-Transformer Architecture for Mobile Vision Applications, arXiv 2206.10589
 * @parameters 2·C + C·classes + classes
 */
export const edgeNeXtHead = block<EdgeNeXtHeadOptions, EdgeNeXtHead>(
  "edgeNeXtHead",
  (raw) => {
    const options = known(raw, "edgeNeXtHead", ["classes", "dropout", "initialScale", "variant", "initial"]);
    const {classes, dropout = 0, initialScale = 1, initial} = options;
    return {
      classes: integer("classes", classes),
      dropout: fraction("dropout", dropout),
      initialScale: positive("initialScale", initialScale),
      variant: variantOption(options.variant),
      initial: initialOption(initial).initial ?? authorsStart
    };
  },
  (x, {classes, dropout, initialScale, variant, initial}) => {
    let features =
      variant === "ln-gelu"
        ? normOf(variant, globalAveragePool(x, {name: "pool"}), "norm")
        : globalAveragePool(normOf(variant, x, "norm"), {name: "pool"});
    if (dropout > 0) features = dropoutOp(features, {rate: dropout, name: "dropout"});
    return linear(features, {width: classes, initial: times(initial, initialScale), name: "head"});
  }
);

/** A start whose every draw is multiplied. */
function times(start: WeightStart, factor: number): WeightStart {
  if (factor === 1) return start;
  switch (start.kind) {
    case "constant":
      return {...start, value: start.value * factor};
    case "uniform":
      return {...start, bound: start.bound * factor};
    case "normal":
      return {...start, deviation: start.deviation * factor};
    case "truncatedNormal":
      return {...start, deviation: start.deviation * factor, bound: (start.bound ?? 2) * factor};
  }
}
