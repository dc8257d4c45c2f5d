import {block} from "../../graph/block.ts";
import {NetworkError} from "../../graph/errors.ts";
import {integer, known} from "../../graph/options.ts";
import {batchNorm} from "../../ops/batchNorm.ts";
import {conv} from "../../ops/conv.ts";
import {relu} from "../../ops/relu.ts";

export interface SeparableConvOptions {
  /** Channels C after it. */
  width: number;
  /** Side k of the depthwise window; odd. */
  kernel?: number;
  /** Step of the window, 1 if absent; 2 halves height and width. */
  stride?: number;
}

/**
 * A convolution in two steps: a depthwise k×k one and batch norm, then a 1×1 one, batch norm and ReLU; no biases. At stride
 * 1 the size stays.
 *
 * @family plain
 * @paper Howard et al., MobileNets: Efficient Convolutional Neural Networks for Mobile Vision Applications, arXiv 1704.04861
 * @parameters kernel²·C + 2·C + C·width + 2·width
 */
export const separableConv = block<SeparableConvOptions, Required<SeparableConvOptions>>(
  "separableConv",
  (raw) => {
    const {width, kernel = 3, stride = 1} = known(raw, "separableConv", ["width", "kernel", "stride"]);
    if (integer("kernel", kernel) % 2 === 0)
      throw new NetworkError(`invalid kernel: ${String(kernel)}; expected an odd number`);
    return {width: integer("width", width), kernel: integer("kernel", kernel), stride: integer("stride", stride)};
  },
  (x, {width, kernel, stride}) => {
    const [channels] = x.shape;
    const window = {kernel, stride, padding: (kernel - 1) / 2, groups: channels};
    x = batchNorm(conv(x, {...window, width: channels, bias: false, name: "dw_conv.conv"}), {name: "dw_conv.norm"});
    x = batchNorm(conv(x, {width, kernel: 1, bias: false, name: "pw_conv.conv"}), {name: "pw_conv.norm"});
    return relu(x, {name: "act"});
  }
);
