import {expect, test} from "vitest";
import {classifier, resnetBasic, resnetBottleneck} from "../../../../kernels/blocks/index.ts";
import type {Network} from "../../../../kernels/graph/network.ts";
import {network, type Value} from "../../../../kernels/graph/trace.ts";
import {parameterCount, parametersOf} from "../../../../kernels/graph/weights.ts";
import {models, ops} from "../../library.ts";

/** A ResNet of these blocks a stage, with torchvision's widths. */
function resNet(depths: readonly number[], step: (x: Value, planes: number, stride: number) => Value): Network {
  return network([3, 224, 224], (x) => {
    x = ops.conv(x, {width: 64, kernel: 7, stride: 2, padding: 3, bias: false});
    x = ops.maxPool(ops.relu(ops.batchNorm(x)), {kernel: 3, stride: 2, padding: 1});
    depths.forEach((depth, stage) => {
      for (let i = 0; i < depth; ++i) x = step(x, 64 * 2 ** stage, i === 0 && stage > 0 ? 2 : 1);
    });
    return classifier(x, {classes: 1000});
  });
}
const basic = (x: Value, width: number, stride: number) => resnetBasic(x, {width, stride});
const bottleneck = (x: Value, planes: number, stride: number) => resnetBottleneck(x, {planes, stride});

/** Trainable numbers as published with the networks' own code, 1000 classes. */
test.each<readonly [string, () => Network, number]>([
  ["ResNet-18", () => resNet([2, 2, 2, 2], basic), 11_689_512],
  ["ResNet-34", () => resNet([3, 4, 6, 3], basic), 21_797_672],
  ["ResNet-50", () => resNet([3, 4, 6, 3], bottleneck), 25_557_032],
  ["ResNet-101", () => resNet([3, 4, 23, 3], bottleneck), 44_549_160],
  ["MobileNetV2", () => models.mobileNetV2(), 3_504_872],
  ["MobileNetV3 large", () => models.mobileNetV3("large"), 5_483_032],
  ["MobileNetV3 small", () => models.mobileNetV3("small"), 2_542_856],
  ["ConvNeXt-T", () => models.convNeXt("tiny"), 28_589_128],
  ["ConvNeXt-S", () => models.convNeXt("small"), 50_223_688],
  ["ConvNeXt-B", () => models.convNeXt("base"), 88_591_464],
  ["ConvNeXt-L", () => models.convNeXt("large"), 197_767_336],
  ["a U-Net of two classes", () => models.uNet(), 31_037_698]
])("%s has its %i parameters", (_, make, count) => {
  expect(parameterCount(make())).toBe(count);
});

/** The published ones have a class token and its position besides, 2·width numbers. */
test.each([
  ["tiny", 5_717_416, 192],
  ["small", 22_050_664, 384],
  ["base", 86_567_656, 768]
] as const)("the vision transformer %s has its published %i parameters but the class token's", (name, count, width) => {
  expect(parameterCount(models.visionTransformer(name))).toBe(count - 2 * width);
});

test("state-dict keys are the authors' and torchvision's", () => {
  const keys = (net: Network) => parametersOf(net).map(({key}) => key);
  const some: readonly (readonly [Network, readonly string[]])[] = [
    [
      models.convNeXt("tiny"),
      ["downsample_layers.0.0.weight", "downsample_layers.1.1.bias", "stages.2.8.gamma", "norm.bias", "head.weight"]
    ],
    [
      models.visionTransformer("tiny"),
      ["pos_embed", "patch_embed.proj.weight", "blocks.11.attn.qkv.bias", "blocks.0.mlp.fc2.weight", "norm.weight"]
    ],
    [
      models.mobileNetV2(),
      [
        "features.0.0.weight",
        "features.1.conv.1.weight",
        "features.2.conv.3.running_mean",
        "features.18.1.bias",
        "classifier.1.bias"
      ]
    ],
    [
      models.mobileNetV3("large"),
      ["features.0.0.weight", "features.4.block.2.fc1.bias", "features.16.1.weight", "classifier.3.weight"]
    ]
  ];
  for (const [net, expected] of some) expect(keys(net)).toEqual(expect.arrayContaining([...expected]));
});

test.each<readonly [string, () => unknown, string]>([
  ["an unknown size", () => models.convNeXt("tinny" as never), "unknown convNeXt: tinny; did you mean tiny?"],
  [
    "a patch that does not divide",
    () => models.visionTransformer("tiny", {patch: 15}),
    "invalid patch: 15; must divide 224×224"
  ],
  [
    "a U-Net that is too deep",
    () => models.uNet({input: [3, 40, 40]}),
    "invalid depth: 4; side 40 is not divisible by 16"
  ]
])("%s is refused", (_, act, message) => {
  expect(act).toThrow(message);
});
