import {NetworkError} from "../../graph/errors.ts";
import {flag, integers, known} from "../../graph/options.ts";
import type {Shape} from "../../graph/shape.ts";
import {convEncoder} from "../../blocks/edgeNeXt/convEncoder.ts";
import {edgeNeXtDownsampling} from "../../blocks/edgeNeXt/edgeNeXtDownsampling.ts";
import {edgeNeXtHead} from "../../blocks/edgeNeXt/edgeNeXtHead.ts";
import {edgeNeXtStem} from "../../blocks/edgeNeXt/edgeNeXtStem.ts";
import {variantOption, type EdgeNeXtVariant} from "../../blocks/edgeNeXt/edgeNeXtVariant.ts";
import {sdta} from "../../blocks/edgeNeXt/sdta.ts";
import {edgeNeXtConfigurations} from "../../models/edgeNeXt/configurations.ts";
import {edgeNeXtOptions, type EdgeNeXt} from "../../models/edgeNeXt/options.ts";
import {attentionAssumption} from "../score/evaluateNetwork.ts";
import {keyOf, type Family, type Numbers} from "./family.ts";
import {choicesOf, choicesOfOne, rangesOf, type Choices, type Ranges} from "./ranges.ts";

/** What the members of the EdgeNeXt family may be; lists have one entry for each of four stages. */
export interface EdgeNeXtConstraints {
  /** Channels, in multiples of 4, of all stages or of each; [16, 640]. A stage with attention has a multiple of its heads. */
  readonly dims?: Ranges;
  /** Blocks, of all stages or of each; [1, 24]. */
  readonly depths?: Ranges;
  /**
   * Sides of the depthwise filters to choose from; 3, 5, 7, 9. They never shrink from stage to stage, but those of which taps
   * could only read padding (from twice the side on) are left out where there are smaller ones.
   */
  readonly kernels?: Choices;
  /** Heads of the attention to choose from; 4 and 8. */
  readonly heads?: Choices;
  /** Parts that an SDTA encoder cuts its channels into, to choose from; 2, 3, 4. They never become fewer. */
  readonly scales?: Choices;
  /** Expansions of the encoders' linear maps to choose from; 4, as in the paper. */
  readonly mult?: number | readonly number[];
  /** How many of the last blocks of each stage are SDTA encoders; 0, 1, 1, 1. */
  readonly globalBlocks?: readonly number[];
  /** Whether widths never shrink; true. */
  readonly monotone?: boolean;
  /** Layer norm and GELU, or batch norm and hard swish. */
  readonly variant?: EdgeNeXtVariant;
}

const names = ["dims", "depths", "kernels", "heads", "scales", "mult", "globalBlocks", "monotone", "variant"] as const;

/** What extends the formulas to EdgeNeXt, in words. */
export const edgeNeXtAssumption = `In cross-covariance attention ${attentionAssumption}. The depthwise convolutions of an SDTA encoder's parts count one after another; layer scales and positional encodings count nothing.`;

const stages = [0, 1, 2, 3];

/** Blocks of each stage. */
export function edgeNeXtDepths(options: EdgeNeXt): readonly number[] {
  return edgeNeXtOptions(options).depths;
}

/** EdgeNeXt classifiers (arXiv 2206.10589): widths, depths, kernels, heads, scales and expansion. */
export function edgeNeXtFamily(
  raw: EdgeNeXtConstraints,
  {image, classes}: {readonly image: Shape; readonly classes: number}
): Family<EdgeNeXt> {
  known(raw, "constraints", names);
  const globalBlocks = integers("globalBlocks", raw.globalBlocks ?? [0, 1, 1, 1], 0);
  if (globalBlocks.length !== 4)
    throw new NetworkError(`invalid globalBlocks: ${globalBlocks.length} entries; there are 4 stages`);
  const monotone = flag("monotone", raw.monotone ?? true);
  const variant = variantOption(raw.variant);
  const {positions} = edgeNeXtOptions();
  // where a stage has no attention its heads and scales are nothing to choose
  const ofAttention = (name: string, choices: Choices, i: number) =>
    globalBlocks[i] ? choicesOf(name, choices, 4)[i] : choicesOf(name, choices, 4)[i].slice(0, 1);
  const dims = rangesOf("dims", raw.dims ?? [16, 640], 4, 4);
  const depths = rangesOf("depths", raw.depths ?? [1, 24], 4).map((values, i) =>
    values.filter((depth) => depth >= globalBlocks[i])
  );
  const kernels = choicesOf("kernels", raw.kernels ?? [3, 5, 7, 9], 4).map((values, i) => {
    const side = Math.floor(Math.min(image[1], image[2]) / 2 ** (i + 2));
    return values.filter((kernel, n) => n === 0 || kernel < 2 * side);
  });
  const largest = kernels.map((values) => values[values.length - 1]);
  const genes = [
    ...dims.map((values) => ({name: "dims", values})),
    ...depths.map((values) => ({name: "depths", values})),
    ...kernels.map((values) => ({name: "kernels", values})),
    ...stages.map((i) => ({name: "heads", values: ofAttention("heads", raw.heads ?? [4, 8], i)})),
    ...stages.map((i) => ({name: "scales", values: ofAttention("scales", raw.scales ?? [2, 3, 4], i)})),
    {name: "mult", values: choicesOfOne("mult", raw.mult ?? 4)}
  ];
  if (depths.some((values) => !values.length))
    throw new NetworkError(`invalid depths: fewer than the SDTA encoders of a stage (${globalBlocks.join(", ")})`);
  const part = (values: Numbers, at: number) => stages.map((i) => values[4 * at + i]);
  return {
    genes,
    fits(values) {
      for (let i = 0; i < 4; ++i) {
        if (globalBlocks[i] && values[i] % values[12 + i]) return false;
        if (i === 0) continue;
        if (monotone && values[i] < values[i - 1]) return false;
        if (values[8 + i] < Math.min(values[7 + i], largest[i])) return false;
        if (globalBlocks[i] && globalBlocks[i - 1] && values[16 + i] < values[15 + i]) return false;
      }
      return true;
    },
    pieces(values, visit) {
      const mult = values[20];
      for (let i = 0; i < 4; ++i) {
        const [width, depth, kernel] = [values[i], values[4 + i] - globalBlocks[i], values[8 + i]];
        const [heads, scales] = [values[12 + i], values[16 + i]];
        if (i === 0) visit(keyOf(0, width), 1, (x) => edgeNeXtStem(x, {width, variant}));
        else visit(keyOf(1, width), 1, (x) => edgeNeXtDownsampling(x, {width, variant}));
        if (depth) visit(keyOf(2, kernel, mult), depth, (x) => convEncoder(x, {kernel, mult, variant}));
        if (globalBlocks[i])
          visit(keyOf(positions[i] ? 3 : 4, heads, scales, mult), globalBlocks[i], (x) =>
            sdta(x, {heads, scales, mult, variant, positions: positions[i]})
          );
      }
      visit(keyOf(5), 1, (x) => edgeNeXtHead(x, {classes, variant}));
    },
    depths: (values) => part(values, 1),
    options: (values) => ({
      input: image,
      classes,
      dims: part(values, 0),
      depths: part(values, 1),
      kernels: part(values, 2),
      heads: part(values, 3),
      scales: part(values, 4),
      mult: values[20],
      globalBlocks,
      variant
    }),
    values(options) {
      const {dims, depths, kernels, heads, scales, mult} = edgeNeXtOptions(options);
      return [...dims, ...depths, ...kernels, ...heads, ...scales, mult];
    },
    published: (["xx-small", "x-small", "small"] as const).map((name) => edgeNeXtConfigurations[name])
  };
}
