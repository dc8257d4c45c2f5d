import {block} from "../../graph/block.ts";
import {silu} from "../../ops/silu.ts";
import {convNorm} from "./convNorm.ts";
import {deepMadOptions, type DeepMad, type DeepMadOptions} from "./options.ts";
import {checkSides, withShortcut} from "./shortcut.ts";
import {squeezeExcite} from "./squeezeExcite.ts";

/**
 * DeepMAD's inverted bottleneck with squeeze and excitation (`ResK1DWSEK1`): 1×1 to b channels, depthwise k×k, a gate a channel,
 * 1×1 to the width, SiLU between and after. x is added only where the width stays. Needs batches of several images to train.
 *
 * @family DeepMAD
 * @paper Shen et al., DeepMAD: Mathematical Architecture Design for Deep Convolutional Neural Network, arXiv 2303.02165
 * @parameters C·b + kernel²·b + b·width + 4·b + 2·width + 2·b·z + 2·z + 2·b, where b = bottleneck, z = 8·max(1,
 *   floor(round(b/4)/8))
 */
export const deepMadK1DWSEK1 = block<DeepMadOptions, DeepMad>(
  "deepMadK1DWSEK1",
  (raw) => deepMadOptions(raw, "deepMadK1DWSEK1"),
  (x, {width, bottleneck, kernel, stride}) => {
    checkSides(x, stride);
    let y = silu(convNorm(x, "conv1", {width: bottleneck, kernel: 1}), {name: "act1"});
    y = silu(convNorm(y, "conv2", {width: bottleneck, kernel, stride, groups: bottleneck}), {name: "act2"});
    y = convNorm(squeezeExcite(y, "se2"), "conv3", {width, kernel: 1});
    return silu(x.shape[0] === width ? withShortcut(y, x, stride, undefined) : y, {name: "act"});
  }
);
