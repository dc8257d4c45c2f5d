import {NetworkError} from "../../graph/errors.ts";
import {flag, integer, integers, keyword, known} from "../../graph/options.ts";
import type {Value} from "../../graph/trace.ts";
import {batchNorm} from "../../ops/batchNorm.ts";
import {conv} from "../../ops/conv.ts";
import {maxPool} from "../../ops/maxPool.ts";
import {relu} from "../../ops/relu.ts";
import {heNormal} from "../../ops/rules/initial.ts";
import {mgic, type MgicOptions} from "../../blocks/mgic/mgic.ts";
import {resnetBasic} from "../../blocks/plain/resnetBasic.ts";
import {resnetBottleneck} from "../../blocks/plain/resnetBottleneck.ts";

type OfBlocks = "groupSize" | "coarseBelow" | "bottleneck" | "resNext" | "transfer" | "averaging" | "fitGroups";

export interface MgicResNetTrunk extends Pick<MgicOptions, OfBlocks | "connector"> {
  /** Channels of each stage; with `bottleneck` the inner ones, of which its tensors have four times as many. */
  channels?: readonly number[];
  /** Blocks of each stage. */
  blocks?: readonly number[];
  /** Stride of each stage's first block. */
  strides?: readonly number[];
  /** Window of the first convolution. */
  stemKernel?: number;
  /** Whether the stem quarters the sides, by stride 2 and a max pool; for small images its stride is ⌊(k − 1)/2⌋, padding 1. */
  stemPool?: boolean;
  /** The authors' blocks, the usual ones, or the usual ones with groups of `groupSize` channels. */
  block?: "mgic" | "plain" | "grouped";
}

type Trunk = ReturnType<typeof resNetOptions>;

/** Reads the options that all networks with this trunk have. */
export function resNetOptions(raw: MgicResNetTrunk) {
  const own = ["channels", "blocks", "strides", "stemKernel", "stemPool", "block", "bottleneck", "resNext"] as const;
  const ofBlocks = ["groupSize", "coarseBelow", "transfer", "averaging", "fitGroups", "connector"] as const;
  const {
    channels = [64, 128, 256, 512],
    blocks = [2, 2, 2, 2],
    strides,
    stemKernel = 7,
    stemPool = true,
    block = "mgic",
    bottleneck = false,
    resNext = false,
    ...rest
  } = known(raw, "mgicResNet", [...own, ...ofBlocks]);
  const stages = integers("channels", channels);
  const options = {
    channels: stages,
    blocks: integers("blocks", blocks),
    strides: integers("strides", strides ?? stages.map((_, i) => (i === 0 ? 1 : 2))),
    stemKernel: integer("stemKernel", stemKernel, 3),
    stemPool: flag("stemPool", stemPool),
    block: keyword("block", block, ["mgic", "plain", "grouped"] as const),
    bottleneck: flag("bottleneck", bottleneck),
    resNext: flag("resNext", resNext),
    groupSize: integer("groupSize", rest.groupSize ?? 32),
    rest: rest as Omit<MgicOptions, "width">
  };
  if (!stages.length) throw new NetworkError("invalid channels: none; expected those of at least one stage");
  for (const name of ["blocks", "strides"] as const)
    if (options[name].length !== stages.length)
      throw new NetworkError(
        `invalid ${name}: ${options[name].join(", ")}; expected ${stages.length}, one a stage of ${stages.join(", ")}`
      );
  return options;
}

/** The first convolution with norm and ReLU, and where the stem pools a max pool: `conv1`, `bn1`. */
export function resNetStem(x: Value, {channels: [width], stemKernel, stemPool}: Trunk): Value {
  const window = stemPool
    ? {stride: 2, padding: Math.floor((stemKernel - 1) / 2)}
    : {stride: Math.floor((stemKernel - 1) / 2), padding: 1};
  const start = {bias: false, initial: heNormal(width, stemKernel)};
  x = conv(x, {width, kernel: stemKernel, ...window, ...start, name: "conv1"});
  x = relu(batchNorm(x, {name: "bn1"}), {name: "relu"});
  return stemPool ? maxPool(x, {kernel: 3, stride: 2, padding: 1, name: "pool"}) : x;
}

/** Stem and stages below `name`, with the authors' names: `conv1`, `bn1` and `Mg_{stage from 1}_{block from 0}`. */
export function resNetTrunk(x: Value, options: Trunk, name: string): Value {
  const {channels, blocks, strides} = options;
  return x.tracer.scope(name, () => {
    x = resNetStem(x, options);
    for (const [stage, width] of channels.entries())
      for (let i = 0; i < blocks[stage]; ++i)
        x = blockOf(x, options, {width, stride: i === 0 ? strides[stage] : 1, name: `Mg_${stage + 1}_${i}`});
    return x;
  });
}

function blockOf(x: Value, options: Trunk, place: {width: number; stride: number; name: string}): Value {
  const {block, bottleneck, resNext, groupSize, rest} = options;
  const {width, ...at} = place;
  if (block === "mgic") return mgic(x, {...rest, ...place, groupSize, bottleneck, ...(resNext && {resNext})});
  const groups = block === "grouped" ? Math.max(1, Math.floor(width / groupSize)) : 1;
  return bottleneck
    ? resnetBottleneck(x, {...at, planes: width, groups: resNext ? 32 : groups, shortcut: "shortcut"})
    : resnetBasic(x, {...place, groups, shortcut: "shortcut"});
}
