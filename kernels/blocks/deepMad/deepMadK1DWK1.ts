import {block} from "../../graph/block.ts";
import {relu} from "../../ops/relu.ts";
import {convNorm} from "./convNorm.ts";
import {deepMadOptions, type DeepMad, type DeepMadOptions} from "./options.ts";
import {checkSides, withShortcut} from "./shortcut.ts";

/**
 * DeepMAD's inverted bottleneck (`ResK1DWK1`): 1×1 to b channels, depthwise k×k, 1×1 to the width, each with batch norm; ReLU
 * between and after. x is added, pooled at stride 2, only where the width stays.
 *
 * @family DeepMAD
 * @paper Shen et al., DeepMAD: Mathematical Architecture Design for Deep Convolutional Neural Network, arXiv 2303.02165
 * @parameters C·b + kernel²·b + b·width + 4·b + 2·width, where b = bottleneck
 */
export const deepMadK1DWK1 = block<DeepMadOptions, DeepMad>(
  "deepMadK1DWK1",
  (raw) => deepMadOptions(raw, "deepMadK1DWK1"),
  (x, {width, bottleneck, kernel, stride}) => {
    checkSides(x, stride);
    let y = relu(convNorm(x, "conv1", {width: bottleneck, kernel: 1}), {name: "act1"});
    y = relu(convNorm(y, "conv2", {width: bottleneck, kernel, stride, groups: bottleneck}), {name: "act2"});
    y = convNorm(y, "conv3", {width, kernel: 1});
    return relu(x.shape[0] === width ? withShortcut(y, x, stride, undefined) : y, {name: "act"});
  }
);
