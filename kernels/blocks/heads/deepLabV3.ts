import {block} from "../../graph/block.ts";
import {fraction, integer, integers, known, pair, type Pair} from "../../graph/options.ts";
import {conv} from "../../ops/conv.ts";
import {dropout as dropoutOp} from "../../ops/dropout.ts";
import {resize} from "../../ops/resize.ts";
import {aspp} from "./aspp.ts";

export interface DeepLabV3Options {
  /** One map of logits each. */
  classes: number;
  /** Height and width of the logit maps. */
  size: number | Pair;
  /** Channels C of the pyramid. */
  width?: number;
  /** Dilations of the r branches of the pyramid. */
  dilations?: readonly number[];
  /** The share of elements set to zero before the last convolution in training. */
  dropout?: number;
}

interface DeepLabV3 extends Required<DeepLabV3Options> {
  readonly size: Pair;
}

/**
 * DeepLabv3's segmentation head: atrous spatial pyramid pooling, a 1×1 convolution to one logit map a class, and bilinear
 * interpolation to the picture's size.
 *
 * @family heads and stems
 * @paper Chen et al., Rethinking Atrous Convolution for Semantic Image Segmentation, arXiv 1706.05587
 * @parameters (2 + 9·r)·C·width + (r + 2)·width² + 2·(r + 3)·width + width·classes + classes, where r = count(dilations)
 */
export const deepLabV3 = block<DeepLabV3Options, DeepLabV3>(
  "deepLabV3",
  (raw) => {
    const keys = ["classes", "size", "width", "dilations", "dropout"] as const;
    const {classes, size, width = 256, dilations = [6, 12, 18], dropout = 0.1} = known(raw, "deepLabV3", keys);
    return {
      classes: integer("classes", classes),
      size: pair("size", size),
      width: integer("width", width),
      dilations: integers("dilations", dilations),
      dropout: fraction("dropout", dropout)
    };
  },
  (x, {classes, size, width, dilations, dropout}) => {
    x = aspp(x, {width, dilations, name: "aspp"});
    if (dropout > 0) x = dropoutOp(x, {rate: dropout, name: "dropout"});
    x = conv(x, {width: classes, kernel: 1, name: "classifier"});
    return resize(x, {size, method: "bilinear", name: "resize"});
  }
);
