import {block} from "../../graph/block.ts";
import {integer, known} from "../../graph/options.ts";
import {add} from "../../ops/add.ts";
import {batchNorm} from "../../ops/batchNorm.ts";
import {conv} from "../../ops/conv.ts";
import {relu} from "../../ops/relu.ts";
import {heNormal} from "../../ops/rules/initial.ts";
import {resnetShortcut} from "./resnetShortcut.ts";

export interface ResnetBasicOptions {
  /** Channels C after it; those of the input if absent. */
  width?: number;
  /** Step of the first convolution; 2 halves height and width. */
  stride?: number;
  /** Groups of channels that the two convolutions keep apart; the shortcut is always dense. */
  groups?: number;
  /** Name of the shortcut's convolution and norm: torchvision's `downsample`, other authors' `shortcut`. */
  shortcut?: string;
}

/**
 * A ResNet's basic block: two 3×3 convolutions with batch norms, added to what came in, then ReLU. Where stride or channels
 * change, the shortcut is a 1×1 convolution with a norm. [c, h, w] → [C, h/stride, w/stride].
 *
 * @family plain
 * @paper He et al., Deep Residual Learning for Image Recognition, arXiv 1512.03385
 * @parameters 9·C·width/groups + 9·width²/groups + 4·width + [width ≠ C or stride > 1]·(C·width + 2·width)
 */
export const resnetBasic = block<ResnetBasicOptions, Required<ResnetBasicOptions>>(
  "resnetBasic",
  (raw, x) => {
    const keys = ["width", "stride", "groups", "shortcut"] as const;
    const {width = x.shape[0], stride = 1, groups = 1, shortcut = "downsample"} = known(raw, "resnetBasic", keys);
    return {
      width: integer("width", width),
      stride: integer("stride", stride),
      groups: integer("groups", groups),
      shortcut: String(shortcut)
    };
  },
  (x, {width, stride, groups, shortcut}) => {
    const window = {width, kernel: 3, padding: 1, groups, bias: false, initial: heNormal(width, 3)};
    let y = relu(batchNorm(conv(x, {...window, stride, name: "conv1"}), {name: "bn1"}), {name: "relu1"});
    y = batchNorm(conv(y, {...window, name: "conv2"}), {name: "bn2"});
    return relu(add(y, resnetShortcut(x, {width, stride, name: shortcut}), {name: "add"}), {name: "relu2"});
  }
);
