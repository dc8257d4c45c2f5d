import {block} from "../../graph/block.ts";
import {integer, known} from "../../graph/options.ts";
import {globalAveragePool} from "../../ops/globalAveragePool.ts";
import {linear} from "../../ops/linear.ts";

export interface ClassifierOptions {
  /** One logit each. */
  classes: number;
}

/**
 * A classification head: the mean of each channel over all positions, then a linear map to one logit a class.
 *
 * @family heads and stems
 * @paper Lin et al., Network In Network, arXiv 1312.4400
 * @parameters C·classes + classes
 */
export const classifier = block<ClassifierOptions, ClassifierOptions>(
  "classifier",
  (raw) => ({classes: integer("classes", known(raw, "classifier", ["classes"]).classes)}),
  // index 1 is a squeeze in the authors' code
  (x, {classes}) => linear(globalAveragePool(x, {name: "0"}), {width: classes, name: "2"})
);
