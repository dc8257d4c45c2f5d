import {describe, expect, test} from "vitest";
import {evaluate} from "../../../../kernels/design/score/evaluate.ts";
import {evaluateNetwork, type NetworkEvaluation} from "../../../../kernels/design/score/evaluateNetwork.ts";
import type {Network} from "../../../../kernels/graph/network.ts";
import {network} from "../../../../kernels/graph/trace.ts";
import {totalCost} from "../../../../kernels/insight/costs.ts";
import {blocks, models, ops} from "../../library.ts";

/** What applies; else the test fails with the reason. */
function valued(net: Network, options = {}): NetworkEvaluation {
  const value = evaluateNetwork(net, options);
  if (!value.applies) throw new Error(value.reason);
  return value;
}

describe("a network's entropy and effectiveness", () => {
  test.each(
    [
      ...models.deepMadConfigurations.map(({structure, image}) => [structure, image] as const),
      ["C8/k3 K1DWK1 12b24k5L2 K1KX 16b8k3L2 KXKX 16b8k3L1s1 K1KXK1 16b8k3L2 C40/k1", 64] as const
    ].flatMap(([structure, image]) => (["fixed", "paper"] as const).map((form) => [structure, image, form] as const))
  )("of %s at %i in the %s form are those of its structure", (structure, image, form) => {
    const options = {form, exponents: [0.9, 1.2]} as const;
    const ofStructure = evaluate(structure, {...options, image});
    const ofNetwork = valued(models.deepMad(structure, {image}), options);
    expect(ofNetwork.layers).toBe(ofStructure.layers);
    expect(ofNetwork.stages.map(({layers}) => layers)).toEqual(ofStructure.stages.map(({layers}) => layers));
    for (const [s, stage] of ofNetwork.stages.entries()) {
      expect(stage.weighted / ofStructure.stages[s].weighted).toBeCloseTo(1, 11);
      expect(stage.effectiveness / ofStructure.stages[s].effectiveness).toBeCloseTo(1, 11);
    }
    expect(ofNetwork.effectiveness / ofStructure.effectiveness).toBeCloseTo(1, 11);
    expect(ofNetwork.score! / ofStructure.score).toBeCloseTo(1, 11);
  });

  test("of layers by hand", () => {
    const net = network([4, 8, 8], (x) => {
      x = ops.conv(x, {width: 6, kernel: 3, padding: 1}); // width 36
      x = ops.conv(x, {width: 8, kernel: 2, stride: 2, groups: 2}); // 12
      x = ops.convTranspose(x, {width: 5, kernel: 4, stride: 2, padding: 1}); // 32
      return ops.linear(ops.globalAveragePool(x), {width: 3});
    });
    const {stages, layers, penalty, score, macs, params} = valued(net, {alpha: [1, 2]});
    expect(layers).toBe(3);
    const logs = [Math.log(36), Math.log(12), Math.log(32)];
    expect(stages.map(({coordinates}) => coordinates)).toEqual([6 * 64, 5 * 64]);
    expect(stages[0].weighted).toBeCloseTo((Math.log(384) * logs[0]) / 2, 12);
    expect(stages[1].weighted).toBeCloseTo(Math.log(320) * (logs[0] + logs[1] + logs[2]), 12);
    expect(stages[1].effectiveness).toBeCloseTo(3 / Math.exp((logs[0] + logs[1] + logs[2]) / 3), 12);
    expect([penalty, score]).toEqual([undefined, undefined]);
    expect([params, macs]).toEqual([totalCost(net).parameters, totalCost(net).macs]);
  });

  test("take the deeper branch and the value that a gate multiplies", () => {
    const net = network([8, 4, 4], (x) => {
      const branch = ops.conv(ops.conv(x, {width: 8, kernel: 1}), {width: 8, kernel: 3, padding: 1});
      const y = ops.add(ops.conv(x, {width: 8, kernel: 1}), branch);
      return ops.multiply(y, ops.sigmoid(ops.linear(ops.linear(ops.globalAveragePool(y), {width: 4}), {width: 8})));
    });
    expect(valued(net).layers).toBe(2);
  });

  test.each<[string, () => Network]>([
    ["WaveMix", () => models.waveMix({input: [3, 32, 32], dim: 16, depth: 2, levels: 2, classes: 10})],
    ["ConvNeXt", () => network([8, 16, 16], (x) => blocks.convNeXt(blocks.convNeXt(x)))],
    ["MobileNetV2", () => models.mobileNetV2({classes: 10})],
    ["MGIC", () => models.mgicResNet("18")],
    ["a U-Net", () => models.uNet({})]
  ])("are told of %s, whose side may grow again", (_, make) => {
    const {entropy, effectiveness, layers} = valued(make());
    expect(entropy).toBeGreaterThan(0);
    expect(layers).toBeGreaterThan(1);
    expect(effectiveness).toBeGreaterThan(0);
  });

  test.each<[string, () => Network, string]>([
    ["attention", () => models.edgeNeXt("xx-small"), "attention among channels"],
    ["tokens that attend", () => models.visionTransformer("tiny"), "attention among tokens"],
    ["nothing to count", () => network([4, 8, 8], (x) => ops.relu(x)), "the network has no layer with weights"]
  ])("are not told of %s, and the reason is", (_, make, reason) => {
    const value = evaluateNetwork(make());
    expect(value.applies).toBe(false);
    expect(value.applies || value.reason).toContain(reason);
  });

  test("take attention for nothing where that is assumed, by hand", () => {
    const net = network([12, 8, 8], (x) => blocks.sdta(x, {scales: 3, heads: 2, mult: 2}));
    const {layers, stages, assumption} = valued(net, {assume: "attentionMixesNothing"});
    // two depthwise 3×3 one after another, the maps to and from the attention, and two linear maps
    const widths = [9, 9, 12, 12, 12, 24];
    expect(layers).toBe(widths.length);
    const entropy = widths.reduce((sum, width) => sum + Math.log(width) / 2, 0);
    expect(stages.map(({coordinates}) => coordinates)).toEqual([12 * 64]);
    expect(stages[0].entropy).toBeCloseTo(Math.log(12 * 64) * entropy, 11);
    expect(assumption).toContain("attention");
  });

  test("say of no assumption where none was needed, and assume nothing of neighbours", () => {
    const assume = "attentionMixesNothing";
    expect(valued(models.mgicResNet("18"), {assume}).assumption).toBeUndefined();
    const points = models.dgcnn({});
    expect(evaluateNetwork(points, {assume}).applies).toBe(false);
    expect(() => evaluateNetwork(points, {assume: "nothing" as never})).toThrow("unknown assume: nothing");
  });
});
