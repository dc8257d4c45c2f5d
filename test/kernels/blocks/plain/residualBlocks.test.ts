import {describe, expect, test} from "vitest";
import {network, type Value} from "../../../../kernels/graph/trace.ts";
import {parameterCount, parametersOf} from "../../../../kernels/graph/weights.ts";
import {blocks} from "../../library.ts";

const on = (body: (x: Value) => Value, channels = 64) => network([channels, 8, 8], body);
const count = (body: (x: Value) => Value, channels?: number) => parameterCount(on(body, channels));

/** Layers by their paths, in order, without the leaves. */
const layers = (body: (x: Value) => Value, channels?: number) => [
  ...new Set(parametersOf(on(body, channels)).map(({key}) => key.slice(0, key.lastIndexOf("."))))
];

describe("the ResNet blocks", () => {
  test("have torchvision's keys", () => {
    expect(layers((x) => blocks.resnetBasic(x, {width: 128, stride: 2, name: "layer2.0"}))).toEqual(
      ["conv1", "bn1", "conv2", "bn2", "downsample.0", "downsample.1"].map((name) => `layer2.0.${name}`)
    );
    expect(layers((x) => blocks.resnetBottleneck(x, {planes: 16, name: ""}))).toEqual([
      "conv1",
      "bn1",
      "conv2",
      "bn2",
      "conv3",
      "bn3"
    ]);
    expect(layers((x) => blocks.resnetBasic(x, {width: 32, shortcut: "shortcut", name: ""})).slice(-2)).toEqual([
      "shortcut.0",
      "shortcut.1"
    ]);
  });

  test("have the shapes and parameters of their formulas", () => {
    expect(on((x) => blocks.resnetBasic(x, {width: 96, stride: 2})).outputs[0].shape).toEqual([96, 4, 4]);
    expect(on((x) => blocks.resnetBottleneck(x, {planes: 24})).outputs[0].shape).toEqual([96, 8, 8]);
    expect(count((x) => blocks.resnetBasic(x))).toBe(73984);
    expect(count((x) => blocks.resnetBasic(x, {groups: 4}))).toBe(18688);
    expect(count((x) => blocks.resnetBasic(x, {width: 128, stride: 2}))).toBe(27 * 128 * 64 + 4 * 128 + 66 * 128);
    expect(count((x) => blocks.resnetBottleneck(x, {planes: 64}), 256)).toBe(70400); // ResNet-50, layer 1
    expect(count((x) => blocks.resnetBottleneck(x, {planes: 64, width: 128, groups: 32}), 256)).toBe(71168); // ResNeXt-50
  });
});

describe("the inverted residual", () => {
  test("has torchvision's keys, of MobileNetV2 and of MobileNetV3", () => {
    expect(layers((x) => blocks.invertedResidual(x, {keys: "v2", name: "features.3"}))).toEqual(
      ["conv.0.0", "conv.0.1", "conv.1.0", "conv.1.1", "conv.2", "conv.3"].map((name) => `features.3.${name}`)
    );
    expect(layers((x) => blocks.invertedResidual(x, {squeeze: true, name: ""}))).toEqual([
      ...["block.0.0", "block.0.1", "block.1.0", "block.1.1"],
      ...["block.2.fc1", "block.2.fc2", "block.3.0", "block.3.1"]
    ]);
    expect(layers((x) => blocks.invertedResidual(x, {hidden: 64, keys: "v2", name: ""}))).toEqual([
      "conv.0.0",
      "conv.0.1",
      "conv.1",
      "conv.2"
    ]);
  });

  test.each([
    [64, 27200],
    [256, 403712],
    [512, 1593856]
  ])("of %i channels, three times as many inside, has %i parameters", (channels, parameters) => {
    const plain = (x: Value) => blocks.invertedResidual(x, {hidden: 3 * channels, activation: "hardSwish"});
    expect(count(plain, channels)).toBe(parameters);
  });

  test("adds what came in only where the shape stays", () => {
    const last = (options: object) => on((x) => blocks.invertedResidual(x, options)).outputs[0].op.name;
    expect([last({}), last({stride: 2}), last({width: 32})]).toEqual(["add", "batchNorm", "batchNorm"]);
  });

  test("refuses an even window", () => {
    expect(() => on((x) => blocks.invertedResidual(x, {kernel: 4}))).toThrow(
      "invalid kernel: 4; expected an odd number"
    );
  });
});

describe("squeeze and excitation", () => {
  test.each([
    [64, 16],
    [72, 24], // MobileNetV3's roundings of 18, 30 and 168
    [120, 32],
    [672, 168],
    [16, 8]
  ])("of %i channels squeezes to %i", (channels, width) => {
    expect(count((x) => blocks.squeezeExcite(x), channels)).toBe(2 * channels * width + width + channels);
  });

  test("takes another ratio, a width, norms or convolutions", () => {
    expect(count((x) => blocks.squeezeExcite(x, {ratio: 16, divisor: 1}))).toBe(2 * 64 * 4 + 4 + 64);
    expect(count((x) => blocks.squeezeExcite(x, {width: 10, norm: "batch"}))).toBe(2 * 64 * 10 + 2 * 10 + 2 * 64);
    const shapes = parametersOf(on((x) => blocks.squeezeExcite(x, {convolutions: true, name: ""})));
    expect(shapes.map(({key, shape}) => [key, shape])).toEqual([
      ["fc1.weight", [16, 64, 1, 1]],
      ["fc1.bias", [16]],
      ["fc2.weight", [64, 16, 1, 1]],
      ["fc2.bias", [64]]
    ]);
  });
});
