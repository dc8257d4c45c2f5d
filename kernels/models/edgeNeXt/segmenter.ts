import type {Network} from "../../graph/network.ts";
import {network} from "../../graph/trace.ts";
import {deepLabV3} from "../../blocks/heads/deepLabV3.ts";
import {edgeNeXtBody} from "./body.ts";
import type {EdgeNeXtName} from "./configurations.ts";
import {edgeNeXtOptions, type EdgeNeXt} from "./options.ts";

export interface EdgeNeXtSegmenter extends Omit<EdgeNeXt, "dropout" | "headInitialScale"> {
  /** The network before the head; Small if absent. */
  backbone?: EdgeNeXtName;
  /** 21 for PASCAL VOC. */
  classes?: number;
  /** Channels of the pyramid's branches. */
  width?: number;
  /** Dilations of the pyramid's branches. */
  dilations?: readonly number[];
  /** Before the last convolution, in training. */
  dropout?: number;
}

/**
 * EdgeNeXt with a DeepLabv3 head (arXiv 2206.10589, section 4.4; specs/edgenext.md, section 14), its last stage at stride 16:
 * one logit map a class, of the picture's size. The backbone's keys are those of the classifier. 3×512×512 if absent.
 */
export function edgeNeXtSegmenter({
  backbone = "small",
  classes = 21,
  width = 128,
  dilations = [6, 12, 18],
  dropout = 0.1,
  input = [3, 512, 512],
  ...more
}: EdgeNeXtSegmenter = {}): Network {
  const options = edgeNeXtOptions(backbone, {...more, input});
  return network(input, (x) => {
    const features = edgeNeXtBody(x, options, {keepLast: true}).at(-1)!;
    const size = [input[1], input[2]] as const;
    return deepLabV3(features, {classes, size, width, dilations, dropout, name: "seg_head"});
  });
}
