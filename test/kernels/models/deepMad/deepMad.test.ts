import {describe, expect, test} from "vitest";
import {initialWeights} from "../../../../kernels/graph/initialise.ts";
import {parameterCount, parametersOf} from "../../../../kernels/graph/weights.ts";
import {network} from "../../../../kernels/graph/trace.ts";
import {totalCost} from "../../../../kernels/insight/costs.ts";
import {squeezeWidth} from "../../../../kernels/blocks/deepMad/squeezeExcite.ts";
import {deepmadCases} from "../../../reference/deepmadCases.ts";
import {blocks, models} from "../../library.ts";

describe("the structures that DeepMAD's authors evaluate", () => {
  test.each([...deepmadCases.published, ...deepmadCases.random].map((one) => [one.name, one] as const))(
    "%s has their parameters and multiply-accumulates",
    (_, {structure, image_size: image, values}) => {
      const net = models.deepMad(structure, {image});
      expect(parameterCount(net)).toBe(values.params_with_fc);
      const head = parametersOf(net).find(({key}) => key === "fc_linear.weight")!.shape;
      expect(parameterCount(net) - head[0] * (head[1] + 1)).toBe(values.params_numel);
      expect(head[0] * head[1]).toBe(values.fc_macs);
      expect(totalCost(net).macs - values.fc_macs).toBe(values.conv_macs);
      expect(totalCost(net, {convention: "tinynas"}).macs).toBe(values.flops);
    }
  );

  test.each(models.deepMadConfigurations.map((one) => [one.name, one] as const))(
    "%s is the published structure",
    (name, {image, parameters, convMacs, structure}) => {
      const found = deepmadCases.published.find((one) => one.name.replace("deepmad-", "") === name)!;
      expect([structure, image, parameters, convMacs]).toEqual([
        found.structure,
        found.image_size,
        found.values.params_with_fc,
        found.values.conv_macs
      ]);
      expect(models.deepMad(name).inputs[0].shape).toEqual([3, image, image]);
    }
  );
});

describe("a network of DeepMAD", () => {
  test("has the authors' keys", () => {
    const keys = parametersOf(models.deepMad("C8/k3 K1DWSEK1 16b24k3L1 K1KXK1 16b8k3L1s1", {image: 8, classes: 3}))
      .filter(({role}) => role === "trainable")
      .map(({key}) => key);
    const norm = (path: string) => [`${path}.conv1.weight`, `${path}.bn1.weight`, `${path}.bn1.bias`];
    expect(keys).toEqual([
      ...norm("block_list.0"),
      ...["conv1", "conv2", "se2.conv1", "se2.conv2", "conv3"].flatMap((part) =>
        norm(`block_list.1.block_list.0.${part}`)
      ),
      ...["conv1", "conv2", "conv3", "residual_proj"].flatMap((part) => norm(`block_list.2.block_list.0.${part}`)),
      "fc_linear.weight",
      "fc_linear.bias"
    ]);
  });

  test("its classifier starts as the authors' does", () => {
    const weights = initialWeights(models.deepMad("C64/k3", {image: 4, classes: 100}), 1);
    const values = weights.get("fc_linear.weight")!.data as Float32Array;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
    expect(deviation).toBeCloseTo(0.1, 2);
    expect([...(weights.get("fc_linear.bias")!.data as Float32Array)]).toEqual(Array(100).fill(0));
  });

  test("can read other pictures than the published", () => {
    expect(models.deepMad("R18", {image: [64, 96], classes: 5}).inputs[0].shape).toEqual([3, 64, 96]);
    expect(models.deepMad([{class: "ConvKXBNRELU", in: 1, out: 8, k: 3}], {image: 28}).inputs[0].shape).toEqual([
      1, 28, 28
    ]);
  });

  test.each([
    ["R19", {}, "unknown network: R19; did you mean R18?"],
    ["R18", {image: 100}, "invalid stride: 2; the sides 25×25 are not even"],
    ["R18", {class: 10}, "unknown option: class; did you mean classes?"],
    ["C32/k3 K1KXK1 96b40k4L1", {}, "invalid k: 4; expected an odd number, so that sides stay (item 1)"]
  ])("%s with %o is refused", (structure, options, message) => {
    expect(() => models.deepMad(structure, options as object)).toThrow(message);
  });
});

describe("DeepMAD's blocks", () => {
  test("a squeeze has b/4 channels, rounded to even and to eights", () => {
    expect([8, 24, 40, 90, 94, 96, 98, 240, 512, 1872].map(squeezeWidth)).toEqual([
      8, 8, 8, 16, 24, 24, 24, 56, 128, 464
    ]);
  });

  test("K1KXK1 projects a kept width only when told, the depthwise ones never", () => {
    const projected = (body: Parameters<typeof network>[1]) =>
      network([8, 4, 4], body).nodes.some(({path}) => path.includes("residual_proj"));
    const same = {width: 8, bottleneck: 8};
    expect(projected((x) => blocks.deepMadK1KXK1(x, same))).toBe(false);
    expect(projected((x) => blocks.deepMadK1KXK1(x, {...same, project: true}))).toBe(true);
    expect(projected((x) => blocks.deepMadK1KXK1(x, {...same, width: 16}))).toBe(true);
    expect(projected((x) => blocks.deepMadK1DWK1(x, {...same, width: 16}))).toBe(false);
  });

  test("a depthwise block of another width has no shortcut", () => {
    const adds = (width: number) =>
      network([8, 4, 4], (x) => blocks.deepMadK1DWSEK1(x, {width, bottleneck: 8})).nodes.filter(
        ({op}) => op.name === "add"
      );
    expect([adds(8).length, adds(16).length]).toEqual([1, 0]);
  });

  test.each([
    [
      "an even kernel",
      {width: 8, bottleneck: 8, kernel: 4},
      "invalid kernel: 4; expected an odd number, so that sides stay"
    ],
    ["stride 3", {width: 8, bottleneck: 8, stride: 3}, "invalid stride: 3; expected 1 or 2"],
    ["odd sides", {width: 8, bottleneck: 8, stride: 2}, "invalid stride: 2; the sides 5×5 are not even"],
    ["a misspelt option", {width: 8, botleneck: 8}, "unknown option: botleneck; did you mean bottleneck?"]
  ])("%s is refused", (_, options, message) => {
    expect(() => network([8, 5, 5], (x) => blocks.deepMadK1KXK1(x, options as never))).toThrow(message);
  });
});
