import {flag, integer, integers, known} from "../../graph/options.ts";
import type {Shape} from "../../graph/shape.ts";
import {classifier} from "../../blocks/heads/classifier.ts";
import {mgic as mgicBlock} from "../../blocks/mgic/mgic.ts";
import {mgicResNetConfigurations, type MgicResNet} from "../../models/mgic/mgicResNet.ts";
import {resNetOptions, resNetStem} from "../../models/mgic/resNetTrunk.ts";
import {keyOf, type Family, type Numbers} from "./family.ts";
import {choicesOf, choicesOfOne, rangesOf, valuesBetween, type Choices, type Range, type Ranges} from "./ranges.ts";

/** What the members of the MGIC family, its ResNets, may be; lists have one entry a stage. */
export interface MgicConstraints {
  /** Channels of the stem and the first stage, in multiples of 8; [16, 128]. */
  readonly channels?: Range;
  /**
   * By what a stage multiplies the channels before it, to choose from; 1 to 4. The authors' connector is depthwise, so it must be
   * an integer; of the first stage, which keeps the stem's channels, there is none.
   */
  readonly growth?: Choices;
  /** The most channels of a stage; 1024. */
  readonly width?: number;
  /** Blocks, of all stages or of each; [1, 12]. */
  readonly blocks?: Ranges;
  /** Channels a group, s, to choose from; 8, 16, 32, 64. Groups must divide the channels of all levels. */
  readonly groupSize?: number | readonly number[];
  /** Thresholds T of the coarsest level to choose from; 8, 16, 32, 64. */
  readonly coarseBelow?: number | readonly number[];
  /** Strides of the stages; 1, 2, 2, 2. */
  readonly strides?: readonly number[];
  /** Window of the first convolution; 7, for sides below 96 3. */
  readonly stemKernel?: number;
  /** Whether the stem quarters the sides; true, for sides below 96 false. */
  readonly stemPool?: boolean;
  /** Whether blocks are bottlenecks, whose tensors have four times `channels`; false. */
  readonly bottleneck?: boolean;
}

const names = [
  "channels",
  "growth",
  "width",
  "blocks",
  "groupSize",
  "coarseBelow",
  "strides",
  "stemKernel",
  "stemPool",
  "bottleneck"
] as const;

/** What extends the formulas to MGIC, in words. */
export const mgicAssumption =
  "A block counts along the longest way of its V-cycle, as if in series: down all restrictions, through the convolutions of every level, up all prolongations; the sums and differences of the correction count nothing. A layer of groups is as wide as what one output reads, its group times its window, so that more levels make a network deeper and, for its width, rho large.";

/** Blocks of each stage. */
export function mgicDepths({channels, blocks}: MgicResNet): readonly number[] {
  return resNetOptions({...(channels && {channels}), ...(blocks && {blocks})}).blocks;
}

/** ResNets of multigrid-in-channels blocks (arXiv 2011.09128): widths, depths, group size and coarsest level. */
export function mgicFamily(
  raw: MgicConstraints,
  {image, classes}: {readonly image: Shape; readonly classes: number}
): Family<MgicResNet> {
  known(raw, "constraints", names);
  const strides = integers("strides", raw.strides ?? [1, 2, 2, 2]);
  const stages = strides.length;
  const small = Math.min(image[1], image[2]) < 96;
  const common = {
    strides,
    stemKernel: integer("stemKernel", raw.stemKernel ?? (small ? 3 : 7), 3),
    stemPool: flag("stemPool", raw.stemPool ?? !small),
    bottleneck: flag("bottleneck", raw.bottleneck ?? false)
  };
  const widest = integer("width", raw.width ?? 1024);
  const genes = [
    {name: "channels", values: valuesBetween("channels", raw.channels ?? [16, 128], 8)},
    ...choicesOf("growth", raw.growth ?? [1, 2, 3, 4], stages - 1).map((values) => ({name: "growth", values})),
    ...rangesOf("blocks", raw.blocks ?? [1, 12], stages).map((values) => ({name: "blocks", values})),
    {name: "groupSize", values: choicesOfOne("groupSize", raw.groupSize ?? [8, 16, 32, 64])},
    {name: "coarseBelow", values: choicesOfOne("coarseBelow", raw.coarseBelow ?? [8, 16, 32, 64])}
  ];
  const channelsOf = (values: Numbers) => {
    const channels = [values[0]];
    for (let i = 1; i < stages; ++i) channels.push(channels[i - 1] * values[i]);
    return channels;
  };
  const depthsOf = (values: Numbers) => Array.from({length: stages}, (_, i) => values[stages + i]);
  return {
    genes,
    fits: (values) => channelsOf(values)[stages - 1] <= widest,
    pieces(values, visit) {
      const [groupSize, coarseBelow] = [values[2 * stages], values[2 * stages + 1]];
      const {bottleneck} = common;
      for (const [i, width] of channelsOf(values).entries()) {
        const options = {width, groupSize, coarseBelow, bottleneck};
        const block = (stride: number, times: number) =>
          visit(keyOf(2 + stride, width, groupSize, coarseBelow), times, (x) => mgicBlock(x, {...options, stride}));
        if (i === 0)
          visit(keyOf(0, width), 1, (x) =>
            resNetStem(x, resNetOptions({...common, channels: channelsOf(values), blocks: depthsOf(values)}))
          );
        block(strides[i], 1);
        if (values[stages + i] > 1) block(1, values[stages + i] - 1);
      }
      visit(keyOf(1), 1, (x) => classifier(x, {classes}));
    },
    depths: depthsOf,
    options: (values) => ({
      input: image,
      classes,
      channels: channelsOf(values),
      blocks: depthsOf(values),
      ...common,
      groupSize: values[2 * stages],
      coarseBelow: values[2 * stages + 1]
    }),
    values({channels, blocks, groupSize = 32, coarseBelow = 32}) {
      const read = resNetOptions({...(channels && {channels}), ...(blocks && {blocks})});
      return [
        read.channels[0],
        ...strides.slice(1).map((_, i) => (read.channels[i + 1] ?? 1) / read.channels[i]),
        ...strides.map((_, i) => read.blocks[i] ?? 1),
        groupSize,
        coarseBelow
      ];
    },
    published: [mgicResNetConfigurations["18"], mgicResNetConfigurations.script, mgicResNetConfigurations["34"]]
  };
}
