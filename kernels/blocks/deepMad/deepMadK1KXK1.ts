import {block} from "../../graph/block.ts";
import {flag} from "../../graph/options.ts";
import {relu} from "../../ops/relu.ts";
import {convNorm} from "./convNorm.ts";
import {deepMadOptions, type DeepMad, type DeepMadOptions} from "./options.ts";
import {checkSides, withShortcut} from "./shortcut.ts";

export interface DeepMadK1KXK1Options extends DeepMadOptions {
  /** Whether x is projected even where the width stays, as in the first block of a super block. */
  project?: boolean;
}

/**
 * DeepMAD's bottleneck (`ResK1KXK1`): 1×1 to b channels, k×k, 1×1 to the width, each with batch norm; plus x, pooled at stride 2
 * and projected where the width changes. ReLU between and after.
 *
 * @family DeepMAD
 * @paper Shen et al., DeepMAD: Mathematical Architecture Design for Deep Convolutional Neural Network, arXiv 2303.02165
 * @parameters C·b + kernel²·b² + b·width + 4·b + 2·width + [project]·(C·width + 2·width), where b = bottleneck
 */
export const deepMadK1KXK1 = block<DeepMadK1KXK1Options, DeepMad & {readonly project: boolean}>(
  "deepMadK1KXK1",
  (raw, x) => {
    const {project = x.shape[0] !== raw.width, ...rest} = raw;
    return {...deepMadOptions(rest, "deepMadK1KXK1"), project: flag("project", project) || x.shape[0] !== raw.width};
  },
  (x, {width, bottleneck, kernel, stride, project}) => {
    checkSides(x, stride);
    let y = relu(convNorm(x, "conv1", {width: bottleneck, kernel: 1}), {name: "act1"});
    y = relu(convNorm(y, "conv2", {width: bottleneck, kernel, stride}), {name: "act2"});
    y = convNorm(y, "conv3", {width, kernel: 1});
    return relu(withShortcut(y, x, stride, project ? width : undefined), {name: "act"});
  }
);
