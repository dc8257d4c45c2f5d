import {block} from "../../graph/block.ts";
import {relu} from "../../ops/relu.ts";
import {convNorm} from "./convNorm.ts";
import {deepMadOptions, type DeepMad, type DeepMadOptions} from "./options.ts";
import {checkSides, withShortcut} from "./shortcut.ts";

/**
 * A block of two convolutions (`ResK1KX`): 1×1 to b channels, ReLU, k×k to the width, each with batch norm; plus x, pooled at
 * stride 2 and projected where the width changes; ReLU.
 *
 * @family DeepMAD
 * @paper TinyNAS toolbox (alibaba/lightweight-neural-architecture-search), the MAE-DET line, arXiv 2111.13336
 * @parameters C·b + kernel²·b·width + 2·b + 2·width + [width ≠ C]·(C·width + 2·width), where b = bottleneck
 */
export const deepMadK1KX = block<DeepMadOptions, DeepMad>(
  "deepMadK1KX",
  (raw) => deepMadOptions(raw, "deepMadK1KX"),
  (x, {width, bottleneck, kernel, stride}) => {
    checkSides(x, stride);
    const y = relu(convNorm(x, "conv1", {width: bottleneck, kernel: 1}), {name: "act1"});
    const main = convNorm(y, "conv2", {width, kernel, stride});
    return relu(withShortcut(main, x, stride, x.shape[0] === width ? undefined : width), {name: "act"});
  }
);
