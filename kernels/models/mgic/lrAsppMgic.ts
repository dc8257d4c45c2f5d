import {NetworkError} from "../../graph/errors.ts";
import type {Network} from "../../graph/network.ts";
import {flag, integer} from "../../graph/options.ts";
import type {Shape} from "../../graph/shape.ts";
import {network, type Value} from "../../graph/trace.ts";
import {add} from "../../ops/add.ts";
import {avgPool} from "../../ops/avgPool.ts";
import {batchNorm} from "../../ops/batchNorm.ts";
import {concat} from "../../ops/concat.ts";
import {conv} from "../../ops/conv.ts";
import {multiply} from "../../ops/multiply.ts";
import {relu} from "../../ops/relu.ts";
import {resize} from "../../ops/resize.ts";
import {sigmoid} from "../../ops/sigmoid.ts";
import {meanColumn, spread} from "./meanColumn.ts";
import {segmentation} from "./mobileTables.ts";
import {mobileOptions, mobileTrunk, type MgicMobileTrunk} from "./mobileTrunk.ts";

export interface LrAsppMgic extends MgicMobileTrunk {
  /** Channels, height and width of one image; 3×512×1024 if absent. */
  input?: Shape;
  classes?: number;
  /** Channels of the head's branches. */
  filters?: number;
  /** Whether the head is a pyramid of dilated convolutions instead of a gated branch. */
  aspp?: boolean;
}

/**
 * A segmenter: MobileNetV3 of multigrid in channels with the authors' table for segmentation, and the light head of MobileNetV3
 * on its last map (an eighth of the size) and on that of its first stage (full size). The authors' release expects other widths
 * in the head and cannot run; this is it with the widths that the trunk has. One map of logits a class.
 *
 * @paper Eliasof et al., MGIC, arXiv 2011.09128; the head from Howard et al., Searching for MobileNetV3, arXiv 1905.02244
 */
export function lrAsppMgic(options: LrAsppMgic = {}): Network {
  const {input = [3, 512, 1024], classes = 19, filters = 128, aspp = false, stages = segmentation, ...rest} = options;
  const read = mobileOptions({...rest, stages});
  const head = flag("aspp", aspp) ? pyramid : gated;
  const width = integer("classes", classes);
  return network(input, (x) => {
    const ends = x.tracer.scope("trunk", () => mobileTrunk(x, read));
    const [low, high] = [ends[0], ends.at(-1)!];
    const y = stretch(head(high, integer("filters", filters)), low, "up");
    const up = conv(y, {width, kernel: 1, name: "conv_up1"});
    const sum = add(up, conv(low, {width, kernel: 1, name: "conv_up2"}), {name: "sum"});
    return stretch(conv(sum, {width, kernel: 1, name: "last"}), x, "resize");
  });
}

/** The trunk alone; its last map. */
export function mgicSegmentationTrunk({
  input = [3, 512, 1024],
  stages = segmentation,
  ...rest
}: LrAsppMgic = {}): Network {
  const read = mobileOptions({...rest, stages});
  return network(input, (x) => x.tracer.scope("trunk", () => mobileTrunk(x, read)).at(-1)!);
}

/** a = ReLU(BN(1×1 h)) times σ(1×1(means of 12×12 windows of h)) */
function gated(h: Value, width: number): Value {
  const [, height, across] = h.shape;
  if (height < 12 || across < 12)
    throw new NetworkError(
      `invalid input: the last map is ${height}×${across}; the head takes means of 12×12, so expected an input of at least 89×89`
    );
  const a = rectified(conv(h, {width, kernel: 1, bias: false, name: "aspp_conv1.0"}), "aspp_conv1.1");
  const means = avgPool(h, {kernel: 12, stride: [3, 6], name: "aspp_conv2.0"});
  const gate = sigmoid(conv(means, {width, kernel: 1, bias: false, name: "aspp_conv2.1"}), {name: "aspp_conv2.2"});
  return multiply(a, stretch(gate, h, "gate"), {name: "gated"});
}

function pyramid(h: Value, width: number): Value {
  const narrow = (y: Value, name: string) => conv(y, {width, kernel: 1, bias: false, name});
  const dilated = (name: string, dilation: number) => {
    const window = {kernel: 3, padding: dilation, dilation, bias: false};
    return rectified(conv(narrow(h, `${name}.0`), {width, ...window, name: `${name}.1`}), `${name}.2`);
  };
  const near = rectified(narrow(h, "aspp_conv1.0"), "aspp_conv1.1");
  const everywhere = rectified(narrow(meanColumn(h, "aspp_pool.0"), "aspp_pool.1"), "aspp_pool.2");
  const branches = [near, dilated("aspp_conv2", 12), dilated("aspp_conv3", 36), spread(everywhere, h, "spread")];
  return concat(branches, {name: "concat"});
}

function rectified(x: Value, norm: string): Value {
  return relu(batchNorm(x, {name: norm}), {name: `${norm}_relu`});
}

/** Bilinear, to the size of another map. */
function stretch(x: Value, {shape: [, height, width]}: Value, name: string): Value {
  return resize(x, {size: [height, width], method: "bilinear", name});
}
