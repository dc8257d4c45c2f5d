import {describe, expect, test} from "vitest";
import {initialWeights} from "../../../kernels/graph/initialise.ts";
import type {Network} from "../../../kernels/graph/network.ts";
import {size} from "../../../kernels/graph/shape.ts";
import {parameterCount, parametersOf} from "../../../kernels/graph/weights.ts";
import {totalCost} from "../../../kernels/insight/costs.ts";
import {detectorAnchors} from "../../../kernels/models/edgeNeXt/detector.ts";
import {models} from "../library.ts";
import {edgeNeXtAt224, edgeNeXtNetworks} from "./published/edgeNeXt.ts";

const millions = (count: number) => Math.round(count / 1e4) / 100;

/** As fvcore counts: 5 an element of layer norms with channels last, none for those of maps, 2 an element of batch norms. */
function norms({nodes}: Network): number {
  return nodes.reduce((sum, {op, shape}) => {
    if (op.name === "batchNorm") return sum + 2 * size(shape);
    return op.name === "layerNorm" && shape.length !== 3 ? sum + 5 * size(shape) : sum;
  }, 0);
}

describe.each(edgeNeXtNetworks)("edgeNeXt(%j)", (name, parameters, headless, tensors, pure, counted) => {
  const net = models.edgeNeXt(name);

  test("has the published numbers of parameters and tensors", () => {
    expect(parameterCount(net)).toBe(parameters);
    const classifier = net.nodes.find(({path}) => path === "head")!.parameters;
    expect(parameters - classifier.reduce((sum, {shape}) => sum + size(shape), 0)).toBe(headless);
    expect(parametersOf(net)).toHaveLength(tensors);
  });

  test("costs the published multiply-accumulates, with and without the norms", () => {
    const {macs} = totalCost(net);
    expect(millions(macs)).toBe(pure);
    expect(millions(macs + norms(net))).toBe(counted);
  });
});

test("parts of xx-small have the published numbers of parameters", () => {
  const count = (prefix: string) =>
    parametersOf(models.edgeNeXt("xx-small"))
      .filter(({key}) => key.startsWith(prefix))
      .reduce((sum, {shape}) => sum + size(shape), 0);
  const parts = ["downsample_layers.0", "downsample_layers.1", "downsample_layers.2", "downsample_layers.3"];
  expect([...parts, "stages.0", "stages.1", "stages.2", "stages.3", "norm.", "head."].map(count)).toEqual([
    1224, 4704, 17080, 59480, 10080, 51796, 430132, 583384, 336, 169000
  ]);
});

test.each(edgeNeXtAt224)("%s at 224×224 costs %d million as published", (name, counted) => {
  const net = models.edgeNeXt(name, {input: [3, 224, 224]});
  expect(millions(totalCost(net).macs + norms(net))).toBe(counted);
});

test("timm's small-rw has its number of parameters and downsamples inside the stages", () => {
  const net = models.edgeNeXt("small-rw");
  expect(parameterCount(net)).toBe(7826512);
  expect(parametersOf(net).some(({key}) => /^downsample_layers\.[123]/.test(key))).toBe(false);
});

test("drop path rises linearly over all blocks, twice in an SDTA encoder", () => {
  const net = models.edgeNeXt({depths: [1, 2, 1, 2], dims: [8, 8, 8, 8], dropPath: 0.3, input: [3, 32, 32]});
  const rates = net.nodes
    .filter(({op}) => op.name === "dropPath")
    .map(({path, options}) => [path, Math.round(100 * (options as {rate: number}).rate) / 100]);
  expect(rates).toEqual([
    ["stages.1.0.drop_path", 0.06],
    ["stages.1.1.drop_path_xca", 0.12],
    ["stages.1.1.drop_path", 0.12],
    ["stages.2.0.drop_path_xca", 0.18],
    ["stages.2.0.drop_path", 0.18],
    ["stages.3.0.drop_path", 0.24],
    ["stages.3.1.drop_path_xca", 0.3],
    ["stages.3.1.drop_path", 0.3]
  ]);
});

describe("initial values", () => {
  const tiny = {depths: [1, 2, 2, 2], dims: [16, 24, 32, 40], input: [3, 64, 64], classes: 50} as const;
  const deviation = (values: ArrayLike<number>) =>
    Math.sqrt(Array.from(values).reduce((sum, value) => sum + value * value, 0) / values.length);

  test("are the authors': 0.02 uncut, biases 0, layer scales 1e-6 in SDTA encoders whatever is asked, temperature 1", () => {
    const weights = initialWeights(models.edgeNeXt({...tiny, layerScale: 0.5, headInitialScale: 0.1}), 1);
    const values = (key: string) => weights.get(key)!.data as Float32Array;
    expect(deviation(values("stages.3.1.pwconv1.weight"))).toBeCloseTo(0.02, 3);
    expect(Math.max(...values("stages.3.1.pwconv1.weight"))).toBeGreaterThan(0.05);
    expect(deviation(values("head.weight"))).toBeCloseTo(0.002, 4);
    expect(new Set(values("stages.3.1.pwconv1.bias"))).toEqual(new Set([0]));
    expect(new Set(values("downsample_layers.0.0.bias"))).toEqual(new Set([0]));
    expect(new Set(values("stages.0.0.gamma"))).toEqual(new Set([0.5]));
    for (const key of ["stages.1.1.gamma", "stages.1.1.gamma_xca"])
      expect(new Set(values(key))).toEqual(new Set([Math.fround(1e-6)]));
    expect(new Set(values("stages.1.1.xca.temperature"))).toEqual(new Set([1]));
  });

  test("are timm's where asked: cut at two deviations, and the asked layer scale everywhere", () => {
    const weights = initialWeights(models.edgeNeXt({...tiny, layerScale: 0.5, start: "timm"}), 1);
    const values = (key: string) => weights.get(key)!.data as Float32Array;
    expect(deviation(values("stages.3.1.pwconv1.weight"))).toBeCloseTo(0.0176, 3);
    expect(Math.max(...values("stages.3.1.pwconv1.weight"))).toBeLessThanOrEqual(Math.fround(0.04));
    expect(new Set(values("stages.1.1.gamma_xca"))).toEqual(new Set([0.5]));
  });
});

describe("options", () => {
  test.each([
    [() => models.edgeNeXt("xxsmall" as "small"), /^unknown configuration: xxsmall; did you mean xx-small\?$/],
    [() => models.edgeNeXt({dims: [8, 8, 8]}), "invalid dims: 3 entries; expected one for each of four stages"],
    [() => models.edgeNeXt({globalBlocks: [0, 4, 1, 1]}), "invalid globalBlocks: 4; stage 1 has 3 blocks"],
    [
      () => models.edgeNeXt("small-rw", {globalBlocks: [0, 3, 1, 1]}),
      "invalid globalBlocks: 3; stage 1 has 3 blocks, the first of which must be a convolution encoder"
    ],
    [
      () => models.edgeNeXt({scales: [2, 1, 3, 4]}),
      "invalid scales: 1; expected an integer of at least 2 (stages.1.2)"
    ],
    [
      () => models.edgeNeXt({heads: [1, 5, 1, 1]}),
      "invalid heads of crossCovariance: 5; must divide the 96 channels (stages.1.2.xca.temperature)"
    ]
  ])("that cannot be are refused: %#", (make, message) => {
    expect(make).toThrow(message);
  });
});

describe("dense prediction", () => {
  test("the detector has 6.28 M parameters, 2.12 G multiply-accumulates and 3232 boxes", () => {
    const net = models.edgeNeXtDetector();
    expect(millions(parameterCount(net))).toBe(6.28);
    expect(totalCost(net).macs).toBe(2124447360);
    expect(totalCost(net, {convention: "fvcore"}).macs).toBe(2124447360 + norms(net));
    const maps = models.detectorMaps(net);
    expect(maps.map(([height]) => height)).toEqual([20, 10, 5, 3, 2, 1]);
    expect(net.outputs.map(({shape}) => shape[0])).toEqual(detectorAnchors.map((boxes) => boxes * 85));
    expect(models.ssdAnchors(maps)).toHaveLength(3232);
  });

  test("boxes stand at the middle of their positions, in the published sizes, cut to the picture", () => {
    const boxes = models.ssdAnchors(
      [
        [2, 4],
        [1, 1]
      ],
      {smallest: 0.1, largest: 0.5}
    );
    expect(boxes).toHaveLength(8 * 6 + 4);
    const [square, between, wide, tall, wider] = boxes.slice(6); // row 0, column 1
    expect(square).toEqual({x: 0.375, y: 0.25, width: expect.closeTo(0.1), height: expect.closeTo(0.1)});
    expect(between.width).toBeCloseTo(Math.sqrt(0.1 * 0.3));
    expect([wide.width, wide.height]).toEqual([expect.closeTo(0.1 * Math.SQRT2), expect.closeTo(0.1 / Math.SQRT2)]);
    expect([tall.width, tall.height]).toEqual([expect.closeTo(0.1 / Math.SQRT2), expect.closeTo(0.1 * Math.SQRT2)]);
    expect(wider.width).toBeCloseTo(0.1 * Math.sqrt(3));
    const [cut] = models.ssdAnchors([[4, 4]], {smallest: 0.5, largest: 0.6}); // from -0.125 to 0.375
    expect(cut).toEqual({x: 0.1875, y: 0.1875, width: 0.375, height: 0.375});
  });

  test("the segmenter has 6.50 M parameters and 8.69 G multiply-accumulates, and keeps the last stage at stride 16", () => {
    const net = models.edgeNeXtSegmenter();
    expect(millions(parameterCount(net))).toBe(6.5);
    expect(totalCost(net).macs).toBe(8691982884);
    expect(totalCost(net, {convention: "fvcore"}).macs).toBe(8691982884 + norms(net));
    expect(net.outputs[0].shape).toEqual([21, 512, 512]);
    expect(net.nodes.find(({path}) => path === "downsample_layers.3.1")!.shape).toEqual([304, 33, 33]);
  });
});
