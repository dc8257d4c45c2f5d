import type {Network} from "../../graph/network.ts";
import {integer} from "../../graph/options.ts";
import type {Shape} from "../../graph/shape.ts";
import {network} from "../../graph/trace.ts";
import {conv} from "../../ops/conv.ts";
import {globalMaxPool} from "../../ops/globalMaxPool.ts";
import {linear} from "../../ops/linear.ts";
import {relu} from "../../ops/relu.ts";
import {heNormal} from "../../ops/rules/initial.ts";
import {large, small} from "./mobileTables.ts";
import {mobileOptions, mobileTrunk, type MgicMobileTrunk} from "./mobileTrunk.ts";
import {named} from "../named.ts";

export interface MgicMobileNetV3 extends MgicMobileTrunk {
  /** Channels, height and width of one image; 3×224×224 if absent. */
  input?: Shape;
  classes?: number;
  /** Channels of the head; not scaled by α. */
  headWidth?: number;
}

export const mgicMobileNetV3Configurations = {
  large: {stages: large, headWidth: 1280},
  small: {stages: small, headWidth: 1024}
} as const satisfies Record<string, MgicMobileNetV3>;

/**
 * A MobileNetV3 of multigrid-in-channels blocks, `"large"`, `"small"` or by a table of its own. As in the authors' code its
 * 1×1 stem keeps the size, its head pools by the maximum, and neither has hard swish; `stem: "strided"` brings the costs to
 * those of MobileNetV3 at 224×224. Keys are the authors'.
 *
 * @paper Eliasof, Ephrath, Ruthotto, Treister, MGIC: Multigrid-in-Channels Neural Network Architectures, arXiv 2011.09128
 */
export function mgicMobileNetV3(
  name: keyof typeof mgicMobileNetV3Configurations | MgicMobileNetV3 = "large",
  options: MgicMobileNetV3 = {}
): Network {
  const given = named<MgicMobileNetV3>("mgicMobileNetV3", mgicMobileNetV3Configurations, name, options);
  const {input = [3, 224, 224], classes = 1000, headWidth = 1280, ...trunk} = given;
  const read = mobileOptions(trunk);
  const width = integer("headWidth", headWidth);
  return network(input, (x) => {
    x = mobileTrunk(x, read).at(-1)!;
    x = relu(conv(x, {width, kernel: 1, initial: heNormal(width, 1), name: "conv_head"}), {name: "head_relu"});
    x = globalMaxPool(x, {name: "pool"});
    const initial = {kind: "normal", deviation: 0.01} as const;
    return linear(x, {width: integer("classes", classes), initial, name: "classifier"});
  });
}
