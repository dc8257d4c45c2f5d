import {beforeAll, describe, expect, test} from "vitest";
import {mixerNames} from "../../../kernels/blocks/index.ts";
import {writeOnnx} from "../../../kernels/exchange/onnx/write.ts";
import type {Network} from "../../../kernels/graph/network.ts";
import {network} from "../../../kernels/graph/trace.ts";
import {chooseBackend} from "../../../kernels/tensors/backend.ts";
import {compute} from "../../reference/compute.ts";
import {blocks, models} from "../library.ts";
import {sampleList} from "../ops/samples.ts";
import {difference, roughWeights, valuesOf} from "../values.ts";
import {runOnnx} from "./onnxRuntime.ts";
import {hasTorch, runTorch} from "./torch.ts";

const batch = 2;
const tiny = {input: [3, 64, 70], depths: [1, 2, 2, 1], dims: [6, 12, 14, 12], heads: [2, 3, 2, 2]} as const;
const small = {input: [3, 32, 32], dim: 8, depth: 1, classes: 3} as const;
const patches = {input: [3, 16, 24], patch: 8, width: 12, depth: 2, heads: 3, classes: 5} as const;
const residual = {input: [3, 64, 48], width: 8, classes: 5} as const;

/** Whole networks and the blocks in them, besides a sample of every op. */
const networks: readonly (readonly [string, () => Network])[] = [
  ["a level-3 classifier", () => models.waveMix({...small, levels: 3})],
  ["a version 1 classifier", () => models.waveMix({...small, version: 1, stem: "strided", stride: 1})],
  ["a version 2 classifier", () => models.waveMix({...small, levels: 3, final: 16})],
  ["a version 3 classifier", () => models.waveMix({...small, version: 3})],
  ["a low-parameter classifier", () => models.waveMix({...small, levels: 1, upsample: "nearest"})],
  ["a segmenter", () => models.waveMixSegmenter({...small, levels: 2})],
  ["super-resolution", () => models.waveMixSuperResolver({input: [3, 8, 12], dim: 8, depth: 1})],
  ["EdgeNeXt", () => models.edgeNeXt({...tiny, classes: 5, dropPath: 0.1, globalPositions: true})],
  ["EdgeNeXt with batch norm", () => models.edgeNeXt({...tiny, classes: 5, variant: "bn-hs"})],
  [
    "EdgeNeXt that downsamples inside its stages",
    () =>
      models.edgeNeXt("small-rw", {
        ...tiny,
        dims: [6, 12, 24, 48],
        depths: [1, 2, 2, 2],
        classes: 5
      })
  ],
  [
    "EdgeNeXt's segmenter",
    () => models.edgeNeXtSegmenter({...tiny, heads: [2, 3, 2, 2], classes: 3, width: 8, dilations: [1, 2]})
  ],
  ["ConvNeXt", () => models.convNeXt({input: [3, 32, 48], depths: [1, 1, 2, 1], dims: [6, 8, 10, 12], classes: 5})],
  ["a vision transformer", () => models.visionTransformer({...patches, dropPath: 0.1})],
  ["a vision transformer that takes the mean", () => models.visionTransformer({...patches, pool: "mean"})],
  ...(["transposed", "nearest", "bilinear"] as const).map(
    (up) => [`a U-Net, ${up}`, () => models.uNet({input: [3, 16, 24], width: 6, depth: 2, classes: 3, up})] as const
  ),
  ["MobileNetV2", () => models.mobileNetV2({input: [3, 48, 40], alpha: 0.25, classes: 5})],
  ["MobileNetV3 small", () => models.mobileNetV3("small", {input: [3, 48, 40], classes: 5})],
  ["MobileNetV3 large", () => models.mobileNetV3("large", {input: [3, 48, 40], classes: 5})],
  ["ResNet-18", () => models.resNet("18", {...residual})],
  ["ResNet-50", () => models.resNet("50", {...residual})],
  ...mixerNames.map(
    (mixer) =>
      [`a block mixed by ${mixer}`, () => network([8, 8, 12], (x) => blocks.mixing(x, {mixer, levels: 2}))] as const
  )
];

const cases = [...sampleList.map(([title, , make]) => [title, make] as const), ...networks].map(([title, make]) => {
  const traced = make();
  const shape = [batch, ...traced.inputs[0].shape];
  return {title, network: traced, weights: roughWeights(traced), shape, input: valuesOf(title, shape), batch};
});
type Case = (typeof cases)[number];

/** What our own execution gives on cpu. */
async function ours({network, weights, input}: Case): Promise<Float32Array> {
  const question = {network, weights, input, batch, training: false, taps: [], cotangents: []};
  return (await compute(question)).outputs[0];
}

beforeAll(async () => {
  await chooseBackend("cpu", {wasmPath: {}});
});

describe("ONNX Runtime gives what we give", () => {
  test.each(cases.map((one) => [one.title, one] as const))("%s", async (_, one) => {
    const {network, weights, shape, input} = one;
    const {shape: got, values} = (await runOnnx(writeOnnx(network, weights), shape, input)).get("output")!;
    expect(got).toEqual([batch, ...network.outputs[0].shape]);
    expect(difference(values, await ours(one))).toBeLessThan(1e-5);
  });
});

describe.skipIf(!hasTorch)("torch gives what we give, from the exported source and a strictly loaded file", () => {
  const results = hasTorch ? runTorch(cases) : [];
  test.each(cases.map((one, i) => [one.title, one, i] as const))("%s", async (_, one, i) => {
    expect(results[i].shape).toEqual([batch, ...one.network.outputs[0].shape]);
    expect(difference(results[i].values, await ours(one))).toBeLessThan(1e-5);
  });
});
