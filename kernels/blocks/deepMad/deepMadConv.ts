import {block} from "../../graph/block.ts";
import {integer, known} from "../../graph/options.ts";
import {batchNorm} from "../../ops/batchNorm.ts";
import {conv} from "../../ops/conv.ts";
import {relu} from "../../ops/relu.ts";
import {oddKernel, oneOrTwo} from "./options.ts";

export interface DeepMadConvOptions {
  /** Channels after it. */
  width: number;
  /** Side of the window; odd. */
  kernel?: number;
  /** 1 or 2; the sides must be even for 2. */
  stride?: number;
}

/**
 * DeepMAD's stem and head (`ConvKXBNRELU`): a convolution without bias, batch norm, ReLU.
 * The stem has a 3×3 kernel and stride 2, the head of the depthwise networks a 1×1 kernel.
 *
 * @family DeepMAD
 * @paper Shen et al., DeepMAD: Mathematical Architecture Design for Deep Convolutional Neural Network, arXiv 2303.02165
 * @parameters kernel²·C·width + 2·width
 */
export const deepMadConv = block<DeepMadConvOptions, Required<DeepMadConvOptions>>(
  "deepMadConv",
  (raw) => {
    const {width, kernel = 3, stride = 1} = known(raw, "deepMadConv", ["width", "kernel", "stride"]);
    return {width: integer("width", width), kernel: oddKernel(kernel), stride: oneOrTwo(stride)};
  },
  (x, {width, kernel, stride}) => {
    const y = conv(x, {width, kernel, stride, padding: (kernel - 1) / 2, bias: false, name: "conv1"});
    return relu(batchNorm(y, {name: "bn1"}), {name: "act"});
  }
);
