import type {Value} from "../graph/trace.ts";
import type * as blocks from "./index.ts";

/** The names of all blocks of the library. */
export type BlockName = {
  [K in keyof typeof blocks]: (typeof blocks)[K] extends (x: Value, ...rest: never[]) => Value ? K : never;
}[keyof typeof blocks];

/** A small network that shows one block at work, as a person would write it in a cell. */
export interface Example {
  /** The shapes of its inputs for C channels: `[C, 32, 32]`; several where the block joins values. */
  readonly input: string;
  /** The application: `blocks.waveMix(x, {levels: 2})`. May name `C`, `blocks`, `ops` and, of several inputs, `y`, `z`. */
  readonly call: string;
  /** The channels to start with; 32 if absent. */
  readonly width?: number;
}

const map = "[C, 32, 32]";

/** One for each block; the compiler asks for that of a new one. Their text is what the Blocks panel draws and inserts. */
export const examples: Readonly<Record<BlockName, Example>> = {
  aspp: {input: map, call: "blocks.aspp(x, {width: C, dilations: [2, 4]})"},
  classifier: {input: "[C, 8, 8]", call: "blocks.classifier(x, {classes: 10})"},
  conv: {input: map, call: 'blocks.conv(x, {width: 2 * C, stride: 2, norm: "batch", activation: "relu"})'},
  convEncoder: {input: map, call: "blocks.convEncoder(x, {kernel: 7})"},
  convNeXt: {input: map, call: "blocks.convNeXt(x)"},
  deepLabV3: {input: map, call: "blocks.deepLabV3(x, {classes: 21, size: 256, width: C})"},
  deepMadConv: {input: "[3, 64, 64]", call: "blocks.deepMadConv(x, {width: C, stride: 2})"},
  deepMadK1DWK1: {input: map, call: "blocks.deepMadK1DWK1(x, {width: C, bottleneck: 4 * C, kernel: 5})"},
  deepMadK1DWSEK1: {input: map, call: "blocks.deepMadK1DWSEK1(x, {width: C, bottleneck: 4 * C, kernel: 5})"},
  deepMadK1KX: {input: map, call: "blocks.deepMadK1KX(x, {width: 2 * C, bottleneck: C, stride: 2})"},
  deepMadK1KXK1: {input: map, call: "blocks.deepMadK1KXK1(x, {width: 4 * C, bottleneck: C})"},
  deepMadKXKX: {input: map, call: "blocks.deepMadKXKX(x, {width: C, bottleneck: C})"},
  deepMadSuper: {
    input: map,
    call: 'blocks.deepMadSuper(x, {kind: "K1KXK1", depth: 3, width: 4 * C, bottleneck: C, stride: 2})'
  },
  doubleConv: {input: map, call: "blocks.doubleConv(x, {width: 2 * C})"},
  edgeConvolution: {
    input: "[C, 128, 1]",
    call: "blocks.edgeConvolution(x, {width: 2 * C, neighbours: 8, mgic: false})"
  },
  edgeNeXtDownsampling: {input: map, call: "blocks.edgeNeXtDownsampling(x, {width: 2 * C})"},
  edgeNeXtHead: {input: "[C, 8, 8]", call: "blocks.edgeNeXtHead(x, {classes: 10})"},
  edgeNeXtStem: {input: "[3, 64, 64]", call: "blocks.edgeNeXtStem(x, {width: C})"},
  feedForward: {input: "[C, 16, 16]", call: "blocks.feedForward(x, {hidden: 2 * C, ff: C, width: C})"},
  fourierPositionalEncoding: {input: map, call: "blocks.fourierPositionalEncoding(x)"},
  invertedResidual: {input: map, call: "blocks.invertedResidual(x, {kernel: 5})"},
  mgic: {input: map, call: "blocks.mgic(x, {groupSize: 8, coarseBelow: 8})"},
  mgicInvertedResidual: {input: map, call: "blocks.mgicInvertedResidual(x, {groupSize: 8, coarseBelow: 8})"},
  mixing: {input: map, call: 'blocks.mixing(x, {mixer: "conv"})'},
  patchEmbedding: {input: "[3, 64, 64]", call: "blocks.patchEmbedding(x, {width: C, patch: 8})"},
  patchStem: {input: "[3, 64, 64]", call: "blocks.patchStem(x, {width: C, patch: 4})"},
  residual: {input: map, call: 'blocks.residual(x, (x) => blocks.conv(x, {width: C, activation: "gelu"}))'},
  resnetBasic: {input: map, call: "blocks.resnetBasic(x, {width: 2 * C, stride: 2})"},
  resnetBottleneck: {input: map, call: "blocks.resnetBottleneck(x, {planes: C})"},
  sdta: {input: map, call: "blocks.sdta(x, {scales: 2, heads: 4})"},
  segmentation: {input: "[C, 16, 16]", call: "blocks.segmentation(x, {classes: 5})"},
  separableConv: {input: map, call: "blocks.separableConv(x, {width: 2 * C, stride: 2})"},
  squeezeExcite: {input: map, call: "blocks.squeezeExcite(x)"},
  ssdLitePredictor: {input: "[C, 16, 16]", call: "blocks.ssdLitePredictor(x, {anchors: 6, classes: 21})"},
  stridedStem: {input: "[3, 64, 64]", call: "blocks.stridedStem(x, {width: C, stride: 2})"},
  superResolution: {input: map, call: "blocks.superResolution(x)"},
  uNetSkip: {input: map, call: "blocks.uNetSkip(x, (x) => blocks.doubleConv(x, {width: 2 * C}))"},
  vitEncoder: {input: "[64, C]", call: "blocks.vitEncoder(x, {heads: 4})"},
  waveMix: {input: map, call: "blocks.waveMix(x, {levels: 2, mult: 2})"},
  waveMixVersion1: {input: map, call: "blocks.waveMixVersion1(x)"},
  waveMixVersion3: {input: map, call: "blocks.waveMixVersion3(x)"},
  xca: {input: "[256, C]", call: "blocks.xca(x, {heads: 4})"}
};

const names = ["x", "y", "z"];

/** The text of an example at C channels: an expression whose value is a network. */
export function exampleSource({input, call}: Example, width: number): string {
  const fill = (text: string) =>
    text.replaceAll(/\b(?:(\d+) \* )?C\b/g, (_, factor = "1") => String(Number(factor) * width));
  const inputs = /^\[\[/.test(input) ? names.slice(0, input.split("], [").length) : ["x"];
  return `network(${fill(input)}, (${inputs.join(", ")}) => ${fill(call)})`;
}
