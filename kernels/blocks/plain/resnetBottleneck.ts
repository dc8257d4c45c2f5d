import {block} from "../../graph/block.ts";
import {integer, known} from "../../graph/options.ts";
import {add} from "../../ops/add.ts";
import {batchNorm} from "../../ops/batchNorm.ts";
import {conv} from "../../ops/conv.ts";
import {relu} from "../../ops/relu.ts";
import {heNormal} from "../../ops/rules/initial.ts";
import {resnetShortcut} from "./resnetShortcut.ts";

export interface ResnetBottleneckOptions {
  /** Channels after it are expansion · planes. */
  planes: number;
  /** How many times the planes the block's channels are. */
  expansion?: number;
  /** Channels b of the 3×3 convolution; the planes if absent, more in ResNeXt and Wide ResNet. */
  width?: number;
  /** Of the 3×3 convolution, as in torchvision ("version 1.5"). */
  stride?: number;
  /** Groups of the 3×3 convolution; 32 in ResNeXt. */
  groups?: number;
  /** Name of the shortcut's convolution and norm: torchvision's `downsample`, other authors' `shortcut`. */
  shortcut?: string;
}

/**
 * A ResNet's bottleneck block: 1×1 to few channels, 3×3 there, 1×1 back, added to what came in, then ReLU; with groups in the
 * middle it is ResNeXt's. [c, h, w] → [C, h/stride, w/stride] with C = expansion · planes.
 *
 * @family plain
 * @paper He et al., Deep Residual Learning for Image Recognition, arXiv 1512.03385; groups from Xie et al., arXiv 1611.05431
 * @parameters C·width + 9·width²/groups + width·n + 4·width + 2·n + [n ≠ C or stride > 1]·(C·n + 2·n), where n =
 *   expansion·planes
 */
export const resnetBottleneck = block<ResnetBottleneckOptions, Required<ResnetBottleneckOptions>>(
  "resnetBottleneck",
  (raw) => {
    const keys = ["planes", "expansion", "width", "stride", "groups", "shortcut"] as const;
    const {planes, expansion = 4, width = planes, stride = 1, ...rest} = known(raw, "resnetBottleneck", keys);
    return {
      planes: integer("planes", planes),
      expansion: integer("expansion", expansion),
      width: integer("width", width),
      stride: integer("stride", stride),
      groups: integer("groups", rest.groups ?? 1),
      shortcut: String(rest.shortcut ?? "downsample")
    };
  },
  (x, {planes, expansion, width, stride, groups, shortcut}) => {
    const out = expansion * planes;
    const narrow = {width, kernel: 1, bias: false, initial: heNormal(width, 1)};
    const middle = {width, kernel: 3, padding: 1, stride, groups, bias: false, initial: heNormal(width, 3)};
    const widen = {width: out, kernel: 1, bias: false, initial: heNormal(out, 1)};
    let y = relu(batchNorm(conv(x, {...narrow, name: "conv1"}), {name: "bn1"}), {name: "relu1"});
    y = relu(batchNorm(conv(y, {...middle, name: "conv2"}), {name: "bn2"}), {name: "relu2"});
    y = batchNorm(conv(y, {...widen, name: "conv3"}), {name: "bn3"});
    return relu(add(y, resnetShortcut(x, {width: out, stride, name: shortcut}), {name: "add"}), {name: "relu3"});
  }
);
