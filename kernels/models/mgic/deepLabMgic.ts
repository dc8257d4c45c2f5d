import type {Network} from "../../graph/network.ts";
import {integer} from "../../graph/options.ts";
import type {Shape} from "../../graph/shape.ts";
import {network, type Value} from "../../graph/trace.ts";
import {batchNorm} from "../../ops/batchNorm.ts";
import {concat} from "../../ops/concat.ts";
import {conv} from "../../ops/conv.ts";
import {relu} from "../../ops/relu.ts";
import {resize} from "../../ops/resize.ts";
import {mgicResNetConfigurations, type MgicResNetName} from "./mgicResNet.ts";
import {named} from "../named.ts";
import {resNetOptions, resNetTrunk, type MgicResNetTrunk} from "./resNetTrunk.ts";
import {meanColumn, spread} from "./meanColumn.ts";

export interface DeepLabMgic extends MgicResNetTrunk {
  /** Channels, height and width of one image; 3×512×512 if absent. */
  input?: Shape;
  classes?: number;
  /** Channels of each branch of the pyramid. */
  depth?: number;
}

/** The authors hand 0.0003, meant as a momentum, to their norms as ε. */
const epsilon = 3e-4;

/**
 * A segmenter: the trunk of a ResNet of multigrid in channels, DeepLabv3's spatial pyramid, and a resize with aligned corners
 * to the input's size. One map of logits a class. The trunk has no dilation. Keys are the authors'.
 *
 * @paper Eliasof et al., MGIC, arXiv 2011.09128; the pyramid from Chen et al., arXiv 1706.05587
 */
export function deepLabMgic(name: MgicResNetName | DeepLabMgic = "script", options: DeepLabMgic = {}): Network {
  const given = named<DeepLabMgic>("deepLabMgic", mgicResNetConfigurations, name, options);
  const {input = [3, 512, 512], classes = 21, depth = 256, ...trunk} = given;
  const read = resNetOptions(trunk);
  const width = integer("depth", depth);
  return network(input, (x) => {
    const [, height, across] = x.shape;
    const features = resNetTrunk(x, read, "resnet.features");
    const y = x.tracer.scope("aspp", () => pyramid(features, width, integer("classes", classes)));
    return resize(y, {size: [height, across], method: "bilinear", aligned: true, name: "resize"});
  });
}

function pyramid(x: Value, width: number, classes: number): Value {
  const done = (y: Value, norm: string) => relu(batchNorm(y, {epsilon, name: norm}), {name: `${norm}_relu`});
  const branch = (y: Value, i: number, dilation = 0) => {
    const window = dilation ? {kernel: 3, padding: dilation, dilation} : {kernel: 1};
    return done(conv(y, {width, ...window, bias: false, name: `aspp${i}`}), `aspp${i}_bn`);
  };
  const near = [branch(x, 1), branch(x, 2, 6), branch(x, 3, 12), branch(x, 4, 18)];
  const everywhere = spread(branch(meanColumn(x, "mean"), 5), x, "spread");
  x = concat([...near, everywhere], {name: "concat"});
  x = done(conv(x, {width, kernel: 1, bias: false, name: "conv2"}), "bn2");
  return conv(x, {width: classes, kernel: 1, name: "conv3"});
}
