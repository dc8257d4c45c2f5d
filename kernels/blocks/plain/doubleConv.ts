import {block} from "../../graph/block.ts";
import {integer, known} from "../../graph/options.ts";
import {batchNorm} from "../../ops/batchNorm.ts";
import {conv} from "../../ops/conv.ts";
import {relu} from "../../ops/relu.ts";

export interface DoubleConvOptions {
  /** Channels after it; those of the input if absent. */
  width?: number;
}

/**
 * What U-Nets are made of: twice a 3×3 convolution, batch norm and ReLU. Padded, so that the size stays, where the paper
 * let the borders go. [c, h, w] → [width, h, w].
 *
 * @family plain
 * @paper Ronneberger, Fischer, Brox, U-Net, arXiv 1505.04597; the norms came with later implementations
 * @parameters 9·C·width + 9·width² + 4·width
 */
export const doubleConv = block<DoubleConvOptions, Required<DoubleConvOptions>>(
  "doubleConv",
  (raw, x) => ({width: integer("width", known(raw, "doubleConv", ["width"]).width ?? x.shape[0])}),
  (x, {width}) => {
    const window = {width, kernel: 3, padding: 1, bias: false};
    x = relu(batchNorm(conv(x, {...window, name: "0"}), {name: "1"}), {name: "2"});
    return relu(batchNorm(conv(x, {...window, name: "3"}), {name: "4"}), {name: "5"});
  }
);
