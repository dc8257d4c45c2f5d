import {block} from "../../graph/block.ts";
import {flag, integer, known} from "../../graph/options.ts";
import {batchNorm} from "../../ops/batchNorm.ts";
import {conv} from "../../ops/conv.ts";
import {relu} from "../../ops/relu.ts";

export interface SsdLitePredictorOptions {
  /** Boxes a at each position. */
  anchors: number;
  /** Classes n, that of the background among them. */
  classes: number;
  /** Channels P that the map is brought to first; those it has if absent. */
  width?: number;
  /** Whether a 3×3 depthwise convolution looks around each position; without it one 1×1 convolution is all. */
  around?: boolean;
}

/**
 * SSDLite's predictor on one map: a 1×1 projection where the width changes, a depthwise 3×3 convolution, and a 1×1 one to four
 * offsets and n logits for each of a boxes. [c, h, w] → [a·(4 + n), h, w]; box by box, offsets before logits.
 *
 * @family heads and stems
 * @paper Sandler et al., MobileNetV2: Inverted Residuals and Linear Bottlenecks, arXiv 1801.04381
 * @parameters [width ≠ C]·(C·width + 2·width) + [around]·11·width + (width + 1)·anchors·(4 + classes)
 */
export const ssdLitePredictor = block<SsdLitePredictorOptions, Required<SsdLitePredictorOptions>>(
  "ssdLitePredictor",
  (raw, x) => {
    const keys = ["anchors", "classes", "width", "around"] as const;
    const {anchors, classes, width = x.shape[0], around = true} = known(raw, "ssdLitePredictor", keys);
    return {
      anchors: integer("anchors", anchors),
      classes: integer("classes", classes),
      width: integer("width", width),
      around: flag("around", around)
    };
  },
  (x, {anchors, classes, width, around}) => {
    if (x.shape[0] !== width) {
      x = batchNorm(conv(x, {width, kernel: 1, bias: false, name: "proj.conv"}), {name: "proj.norm"});
      x = relu(x, {name: "proj.act"});
    }
    if (around) {
      x = conv(x, {width, kernel: 3, padding: 1, groups: width, bias: false, name: "dw_conv.conv"});
      x = batchNorm(x, {name: "dw_conv.norm"});
    }
    return conv(x, {width: anchors * (4 + classes), kernel: 1, name: "pw_conv"});
  }
);
