import {expect, test} from "vitest";
import type {Network} from "../../../../kernels/graph/network.ts";
import {parameterCount, parametersOf} from "../../../../kernels/graph/weights.ts";
import {models} from "../../library.ts";

test("a U-Net of two classes has its 31037698 parameters", () => {
  expect(parameterCount(models.uNet())).toBe(31_037_698);
});

test.each([
  ["tiny", 192],
  ["small", 384],
  ["base", 768]
] as const)(
  "the vision transformer %s that takes the mean lacks the class token and its place, 2·%i",
  (name, width) => {
    const mean = models.visionTransformer(name, {pool: "mean"});
    expect(parameterCount(mean)).toBe(parameterCount(models.visionTransformer(name)) - 2 * width);
  }
);

test("state-dict keys are the authors' and torchvision's", () => {
  const keys = (net: Network) => parametersOf(net).map(({key}) => key);
  const some: readonly (readonly [Network, readonly string[]])[] = [
    [
      models.convNeXt("tiny"),
      ["downsample_layers.0.0.weight", "downsample_layers.1.1.bias", "stages.2.8.gamma", "norm.bias", "head.weight"]
    ],
    [
      models.visionTransformer("tiny"),
      [
        "cls_token",
        "pos_embed",
        "patch_embed.proj.weight",
        "blocks.11.attn.qkv.bias",
        "blocks.0.mlp.fc2.weight",
        "norm.weight"
      ]
    ],
    [
      models.resNet("50"),
      [
        "conv1.weight",
        "bn1.running_var",
        "layer1.0.downsample.0.weight",
        "layer3.5.bn3.bias",
        "layer4.2.conv2.weight",
        "fc.bias"
      ]
    ],
    [models.resNet("18"), ["layer1.1.conv2.weight", "layer2.0.downsample.1.running_mean", "fc.weight"]],
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
  ["an unknown ResNet", () => models.resNet("20" as never), "unknown resNet: 20; did you mean 50?"],
  [
    "a ResNet without stages",
    () => models.resNet({depths: []}),
    "invalid depths: none; expected the blocks of at least one stage"
  ],
  [
    "a U-Net that is too deep",
    () => models.uNet({input: [3, 40, 40]}),
    "invalid depth: 4; side 40 is not divisible by 16"
  ]
])("%s is refused", (_, act, message) => {
  expect(act).toThrow(message);
});
