import {block} from "../../graph/block.ts";
import {integer, integers, known} from "../../graph/options.ts";
import {conv} from "../../ops/conv.ts";
import {convTranspose} from "../../ops/convTranspose.ts";

export interface SegmentationOptions {
  /** One map of logits each. */
  classes: number;
  /** Channels after each doubling of height and width; C/2 and C/4 if absent. */
  widths?: readonly number[];
}

/**
 * WaveMix's segmentation head: 4×4 transposed convolutions of stride 2 with nothing between, then a 1×1 convolution to one
 * logit map a class. Two of them undo a stem that divides the sides by 4.
 *
 * @family heads and stems
 * @paper Jeevan et al., WaveMix: A Resource-efficient Neural Network for Image Analysis, arXiv 2205.14375
 * @parameters 10·C² + 3·C/4 + classes·C/4 + classes; at the default widths
 */
export const segmentation = block<SegmentationOptions, {classes: number; widths: readonly number[]}>(
  "segmentation",
  (raw, x) => {
    const {classes, widths = [Math.floor(x.shape[0] / 2), Math.floor(x.shape[0] / 4)]} = known(raw, "segmentation", [
      "classes",
      "widths"
    ]);
    return {classes: integer("classes", classes), widths: integers("widths", widths)};
  },
  (x, {classes, widths}) => {
    for (const [i, width] of widths.entries())
      x = convTranspose(x, {width, kernel: 4, stride: 2, padding: 1, name: String(i)});
    return conv(x, {width: classes, kernel: 1, name: String(widths.length)});
  }
);
