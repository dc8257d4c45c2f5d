import {describe, expect, test} from "vitest";
import {blocks, ops} from "../library.ts";
import type {Network} from "../../../kernels/graph/network.ts";
import {network} from "../../../kernels/graph/trace.ts";
import {parameterCount} from "../../../kernels/graph/weights.ts";
import {examples, exampleSource, type BlockName} from "../../../kernels/blocks/examples.ts";
import docs from "../../../renderer/notebook/editor/library-docs.json" with {type: "json"};
import {evaluate} from "./formula.ts";

interface Option {
  readonly name: string;
  readonly type: string;
  readonly text: string;
}
interface Entry {
  readonly text: string;
  readonly family: string;
  readonly paper: string;
  readonly parameters: string;
  readonly arguments?: readonly {readonly options?: readonly Option[]}[];
}
const names = Object.keys(examples) as BlockName[];
const entryOf = (name: BlockName) => docs[`blocks.${name}` as keyof typeof docs] as unknown as Entry;

/** The network of an example's text, with other options where given. */
function build(name: BlockName, width: number, call = examples[name].call): Network {
  const source = exampleSource({...examples[name], call}, width);
  return (new Function("network", "blocks", "ops", `return ${source}`) as (...library: unknown[]) => Network)(
    network,
    blocks,
    ops
  );
}

/** The names that a formula may use: C, the input's sides, and the block's own options as it read them. */
function valuesOf({inputs, blocks: [block]}: Network): Record<string, unknown> {
  const {shape} = inputs[0];
  const [C, H, W] = shape.length === 2 ? [shape[1]] : shape; // tokens keep their channels last
  const nested = Object.values(block.options).filter(
    (value) => typeof value === "object" && !Array.isArray(value) && value
  );
  return Object.assign({C, H, W}, block.options, ...nested) as Record<string, unknown>;
}

/** A second application of each block, with other options than its example's: what a formula has to hold for as well. */
const others: Partial<Record<BlockName, readonly string[]>> = {
  aspp: ["blocks.aspp(x, {width: 24})"],
  classifier: ["blocks.classifier(x, {classes: 7})"],
  conv: [
    "blocks.conv(x, {width: 12, kernel: [1, 5], bias: false})",
    'blocks.conv(x, {width: C, groups: C, kernel: 7, norm: "layer"})'
  ],
  convEncoder: [
    "blocks.convEncoder(x, {layerScale: 0, mult: 2})",
    'blocks.convEncoder(x, {variant: "bn-hs", width: 2 * C, stride: 2})'
  ],
  deepLabV3: ["blocks.deepLabV3(x, {classes: 3, size: 64, width: 24, dilations: [2]})"],
  deepMadConv: ["blocks.deepMadConv(x, {width: C, kernel: 1})"],
  deepMadK1DWK1: ["blocks.deepMadK1DWK1(x, {width: 2 * C, bottleneck: C, stride: 2})"],
  deepMadK1DWSEK1: ["blocks.deepMadK1DWSEK1(x, {width: 2 * C, bottleneck: 3 * C})"],
  deepMadK1KX: ["blocks.deepMadK1KX(x, {width: C, bottleneck: 2 * C})"],
  deepMadK1KXK1: [
    "blocks.deepMadK1KXK1(x, {width: C, bottleneck: C})",
    "blocks.deepMadK1KXK1(x, {width: C, bottleneck: C, project: true})"
  ],
  deepMadKXKX: ["blocks.deepMadKXKX(x, {width: 2 * C, bottleneck: C, kernel: 5})"],
  deepMadSuper: [
    ...["K1DWK1", "K1DWSEK1", "K1KX", "KXKX"].map(
      (kind) => `blocks.deepMadSuper(x, {kind: "${kind}", depth: 3, width: 2 * C, bottleneck: 3 * C, stride: 2})`
    ),
    'blocks.deepMadSuper(x, {kind: "KXKX", depth: 2, width: C, bottleneck: C, kernel: 5})',
    'blocks.deepMadSuper(x, {kind: "K1KXK1", depth: 2, width: C, bottleneck: 2 * C})'
  ],
  edgeConvolution: [
    "blocks.edgeConvolution(x, {width: C, neighbours: 4, mgic: false, openGroups: 2})",
    "blocks.edgeConvolution(x, {width: 4 * C, neighbours: 4, groupSize: 16, coarseBelow: 16})"
  ],
  edgeNeXtDownsampling: ['blocks.edgeNeXtDownsampling(x, {width: C, variant: "bn-hs"})'],
  edgeNeXtHead: ['blocks.edgeNeXtHead(x, {classes: 7, variant: "bn-hs"})'],
  edgeNeXtStem: ['blocks.edgeNeXtStem(x, {width: C, kernel: 9, padding: 4, variant: "bn-hs"})'],
  fourierPositionalEncoding: ["blocks.fourierPositionalEncoding(x, {width: 12, hidden: 8})"],
  invertedResidual: [
    "blocks.invertedResidual(x, {hidden: C})",
    "blocks.invertedResidual(x, {width: 2 * C, groups: 2})",
    "blocks.invertedResidual(x, {hidden: 5 * C, squeeze: true})"
  ],
  mgic: [
    "blocks.mgic(x)",
    "blocks.mgic(x, {width: 4 * C, stride: 2, groupSize: 16, coarseBelow: 4, kernel: 5})",
    'blocks.mgic(x, {width: 3 * C, connector: "dense", groupSize: 8, coarseBelow: 8, transfer: "tied"})',
    'blocks.mgic(x, {transfer: "masked", groupSize: 4, coarseBelow: 8})',
    "blocks.mgic(x, {bottleneck: true, groupSize: 2, coarseBelow: 4, fitGroups: true})",
    "blocks.mgic(x, {bottleneck: true, width: 2 * C, expansion: 2, resNext: true, groupSize: 8, coarseBelow: 16})"
  ],
  mgicInvertedResidual: [
    "blocks.mgicInvertedResidual(x, {squeeze: true, groupSize: 4, coarseBelow: 8})",
    "blocks.mgicInvertedResidual(x, {width: 4 * C, hidden: 4 * C, stride: 2, kernel: 5, groupSize: 16, coarseBelow: 8})",
    "blocks.mgicInvertedResidual(x, {hidden: 88, squeeze: true, groupSize: 8, coarseBelow: 4, fitGroups: true})"
  ],
  resnetBasic: ["blocks.resnetBasic(x)", "blocks.resnetBasic(x, {groups: 4})"],
  resnetBottleneck: ["blocks.resnetBottleneck(x, {planes: 8, width: 16, groups: 4, stride: 2})"],
  sdta: [
    "blocks.sdta(x, {scales: 3, heads: 4, positions: true})",
    'blocks.sdta(x, {scales: 4, heads: 2, mult: 2, layerScale: 0, bias: false, variant: "bn-hs"})'
  ],
  separableConv: ["blocks.separableConv(x, {width: C, kernel: 5})"],
  squeezeExcite: [
    'blocks.squeezeExcite(x, {width: 4, norm: "batch"})',
    "blocks.squeezeExcite(x, {convolutions: true})"
  ],
  ssdLitePredictor: [
    "blocks.ssdLitePredictor(x, {anchors: 3, classes: 4, width: 24})",
    "blocks.ssdLitePredictor(x, {anchors: 1, classes: 2, around: false})"
  ],
  xca: ["blocks.xca(x, {heads: 8, bias: false})"],
  feedForward: ['blocks.feedForward(x, {hidden: 3 * C, ff: C, width: C, upsample: "nearest"})'],
  mixing: [
    "blocks.mixing(x)",
    'blocks.mixing(x, {mixer: "random", mult: 3})',
    'blocks.mixing(x, {mixer: "none", ff: 12})',
    'blocks.mixing(x, {mixer: "fourier", levels: 2})',
    'blocks.mixing(x, {mixer: "pool", levels: 3})',
    'blocks.mixing(x, {mixer: "conv", kernel: 5, levels: 2})',
    'blocks.mixing(x, {mixer: "mlp", levels: 2})',
    'blocks.mixing(x, {mixer: "mlp", hidden: 24})'
  ],
  convNeXt: ["blocks.convNeXt(x, {kernel: 5, mult: 2, layerScale: 0})"],
  doubleConv: ["blocks.doubleConv(x)"],
  vitEncoder: ["blocks.vitEncoder(x, {heads: 2, mult: 3})"],
  patchEmbedding: [
    "blocks.patchEmbedding(x, {width: 24, patch: 16, positions: false})",
    "blocks.patchEmbedding(x, {width: 24, patch: 8, classToken: true})"
  ],
  patchStem: ["blocks.patchStem(x, {width: 2 * C, patch: 8})"],
  segmentation: ["blocks.segmentation(x, {classes: 20})"],
  stridedStem: ["blocks.stridedStem(x, {width: 2 * C})"],
  superResolution: ["blocks.superResolution(x, {channels: 1})"],
  waveMix: [
    "blocks.waveMix(x)",
    'blocks.waveMix(x, {upsample: "nearest"})',
    "blocks.waveMix(x, {levels: 3, ff: 24, mult: 1})",
    "blocks.waveMix(x, {levels: 4})"
  ],
  waveMixVersion1: ["blocks.waveMixVersion1(x, {mult: 3, ff: 20})"],
  waveMixVersion3: ["blocks.waveMixVersion3(x, {residual: false})"]
};

describe.each(names)("%s", (name) => {
  test("says what it does, where it comes from and which family it belongs to", () => {
    const {text, paper, family, parameters, arguments: given = []} = entryOf(name);
    const options = given.flatMap((each) => each.options ?? []);
    for (const said of [text, paper, family, parameters]) expect(said).not.toBe("");
    expect(options.filter((option) => option.text === "").map((option) => option.name)).toEqual([]);
  });

  test("its example makes a network with that block outermost", () => {
    const net = build(name, examples[name].width ?? 32);
    expect(net.blocks[0].kind).toBe(name);
    expect(net.nodes.every(({block}, i) => block !== undefined || i < net.inputs.length)).toBe(true);
  });

  const formula = entryOf(name).parameters;
  // those of what a person gives are words
  test.skipIf(formula.startsWith("those of"))("its formula is the number of its parameters", () => {
    const calls = [examples[name].call, ...(others[name] ?? [])];
    for (const call of calls)
      for (const width of [16, 32]) {
        const net = build(name, width, call);
        expect(evaluate(formula, valuesOf(net)), `${call} at ${width}`).toBe(parameterCount(net));
      }
    expect(calls.length).toBeGreaterThan(1);
  });
});

test("a formula with a wrong term is found out", () => {
  const net = build("waveMix", 16);
  const wrong = entryOf("waveMix").parameters.replace("16·ff·b", "15·ff·b");
  expect(evaluate(wrong, valuesOf(net))).not.toBe(parameterCount(net));
});
