import {NetworkError} from "../../graph/errors.ts";
import {flag, integer, keyword, known, positive} from "../../graph/options.ts";
import type {Value} from "../../graph/trace.ts";
import {batchNorm} from "../../ops/batchNorm.ts";
import {conv} from "../../ops/conv.ts";
import {relu} from "../../ops/relu.ts";
import {heNormal} from "../../ops/rules/initial.ts";
import {divisible} from "../../blocks/plain/divisible.ts";
import {invertedResidual} from "../../blocks/plain/invertedResidual.ts";
import {mgicInvertedResidual} from "../../blocks/mgic/mgicInvertedResidual.ts";

/** One block: window, expansion of the running width, channels, squeeze and hard swish (1 or 0), stride. */
export type MobileRow = readonly [
  kernel: number,
  expansion: number,
  channels: number,
  squeeze: 0 | 1,
  hardSwish: 0 | 1,
  stride: number
];

export interface MgicMobileTrunk {
  stages?: readonly (readonly MobileRow[])[];
  /** Factor α of all channels but the head's; it counts twice in the middle of a block. */
  alpha?: number;
  /** The authors' 1×1 stem, which keeps the size, or a 3×3 of stride 2 for large images. */
  stem?: "pointwise" | "strided";
  groupSize?: number;
  coarseBelow?: number;
  averaging?: boolean;
  fitGroups?: boolean;
  /** The authors' blocks, or MobileNetV3's own, to compare with. */
  block?: "mgic" | "plain";
}

/** Reads the options that all networks with this trunk have. */
export function mobileOptions(raw: MgicMobileTrunk) {
  const keys = ["stages", "alpha", "stem", "groupSize", "coarseBelow", "averaging", "fitGroups", "block"] as const;
  const {stages, alpha = 1, stem = "pointwise", block = "mgic", ...rest} = known(raw, "mgicMobileNetV3", keys);
  if (!Array.isArray(stages) || !stages.length || !stages.every(isStage))
    throw new NetworkError(
      `invalid stages: ${JSON.stringify(stages)}; expected stages of rows [kernel, expansion, channels, squeeze, hard swish, stride]`
    );
  return {
    stages: stages as readonly (readonly MobileRow[])[],
    alpha: positive("alpha", alpha),
    stem: keyword("stem", stem, ["pointwise", "strided"] as const),
    block: keyword("block", block, ["mgic", "plain"] as const),
    hierarchy: {
      groupSize: integer("groupSize", rest.groupSize ?? 32),
      coarseBelow: integer("coarseBelow", rest.coarseBelow ?? 32),
      averaging: flag("averaging", rest.averaging ?? false),
      fitGroups: flag("fitGroups", rest.fitGroups ?? false)
    }
  };
}

function isStage(stage: unknown): boolean {
  const isRow = (row: unknown) => Array.isArray(row) && row.length === 6 && row.every((n) => typeof n === "number");
  return Array.isArray(stage) && stage.length > 0 && stage.every(isRow);
}

/**
 * Stem, blocks and the last 1×1 convolution of a MobileNetV3 with the authors' names: `conv_stem`, `bn1`,
 * `blocks.{stage}.{index}.ghost1`. Gives what every stage gives, the last convolution's too.
 */
export function mobileTrunk(x: Value, options: ReturnType<typeof mobileOptions>): readonly Value[] {
  const {stages, alpha, stem, block, hierarchy} = options;
  const width = divisible(16 * alpha);
  const window = stem === "strided" ? {kernel: 3, stride: 2, padding: 1} : {kernel: 1};
  x = conv(x, {width, ...window, bias: false, initial: heNormal(width, window.kernel), name: "conv_stem"});
  x = relu(batchNorm(x, {name: "bn1"}), {name: "relu"});
  const ends: Value[] = [];
  for (const [stage, rows] of stages.entries()) {
    for (const [index, [kernel, expansion, channels, squeeze, hardSwish, stride]] of rows.entries()) {
      const shape = {
        width: divisible(channels * alpha),
        hidden: divisible(x.shape[0] * expansion * alpha),
        kernel,
        stride,
        squeeze: squeeze === 1,
        activation: hardSwish ? "hardSwish" : "relu"
      } as const;
      const name = `blocks.${stage}.${index}`;
      x =
        block === "mgic"
          ? mgicInvertedResidual(x, {...shape, ...hierarchy, name: `${name}.ghost1`})
          : invertedResidual(x, {...shape, name});
    }
    ends.push(x);
  }
  const [last] = x.shape;
  const name = `blocks.${stages.length}.0`;
  x = conv(x, {width: last, kernel: 1, bias: false, initial: heNormal(last, 1), name: `${name}.conv`});
  return [...ends, relu(batchNorm(x, {name: `${name}.bn1`}), {name: `${name}.relu`})];
}
