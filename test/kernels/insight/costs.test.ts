import {describe, expect, test} from "vitest";
import {blocks, models, ops} from "../library.ts";
import {network} from "../../../kernels/graph/trace.ts";
import {parameterCount} from "../../../kernels/graph/weights.ts";
import {costTable, totalCost} from "../../../kernels/insight/costs.ts";

const lite = () =>
  models.waveMix({input: [3, 32, 32], dim: 16, depth: 2, levels: 1, classes: 10, stem: "strided", stride: 1});

describe("costs", () => {
  test("a convolution costs its taps for every output", () => {
    const net = network([4, 8, 8], (x) => ops.conv(x, {width: 6, kernel: 3, stride: 2, padding: 1, groups: 2}));
    expect(totalCost(net)).toEqual({
      parameters: 6 * 2 * 9 + 6,
      macs: 6 * 4 * 4 * 2 * 9,
      training: 6 * 4 * 4,
      inference: 6 * 4 * 4
    });
  });

  test("one Haar level costs four products a pixel", () => {
    const net = network([3, 8, 8], (x) => ops.dwt(x));
    expect(totalCost(net).macs).toBe(4 * 3 * 8 * 8);
  });

  test("a linear map costs its weights for every token", () => {
    const net = network([5, 7], (x) => ops.linear(x, {width: 3}));
    expect(totalCost(net).macs).toBe(5 * 7 * 3);
  });

  test("lines of depth 0 sum to the total", () => {
    const net = lite();
    const total = totalCost(net);
    for (const column of ["parameters", "macs", "training", "inference"] as const)
      expect(
        costTable(net)
          .filter(({depth}) => depth === 0)
          .reduce((sum, row) => sum + row[column], 0)
      ).toBe(total[column]);
    expect(total.parameters).toBe(parameterCount(net));
  });

  test("blocks stand before what they are made of", () => {
    const rows = costTable(lite());
    expect(rows.slice(0, 6).map(({path, kind, depth}) => [path, kind, depth])).toEqual([
      ["conv", "stridedStem", 0],
      ["conv.0", "conv", 1],
      ["conv.1", "conv", 1],
      ["layers.0", "waveMix", 0],
      ["layers.0.reduction", "conv", 1],
      ["layers.0.dwt", "dwt", 1]
    ]);
    const block = rows.find(({path}) => path === "layers.0")!;
    expect([block.shape, block.field]).toEqual([
      [16, 32, 32],
      [8, 8]
    ]);
  });

  test("shared weights count once", () => {
    const net = network([8, 16, 16], (x) => blocks.waveMixVersion1(x));
    expect(totalCost(net).parameters).toBe(8146);
  });

  test("the parameters of a block follow the paper's formula", () => {
    const count = (levels: number, dim: number) =>
      parameterCount(network([dim, 16, 16], (x) => blocks.waveMix(x, {levels})));
    expect([count(1, 144), count(1, 192), count(1, 256)]).toEqual([420804, 747696, 1328704]);
    expect([count(2, 256), count(3, 192), count(3, 256), count(4, 256)]).toEqual([2181824, 1707888, 3034944, 3888064]);
  });
});

describe("conventions of counting", () => {
  const net = network([4, 8, 8], (x) => {
    x = ops.layerNorm(ops.conv(x, {width: 8, kernel: 2, stride: 2})); // a stem's norm
    x = ops.layerNorm(ops.conv(x, {width: 8, kernel: 1}));
    return ops.linear(ops.layerNorm(ops.globalAveragePool(ops.batchNorm(x))), {width: 10});
  });
  const products = 8 * 16 * 16 + 8 * 16 * 8 + 80;

  test("ours are the products alone", () => {
    expect(totalCost(net).macs).toBe(products);
    expect(totalCost(net, {convention: "macs"})).toEqual(totalCost(net));
  });

  test("fvcore adds 5 an element of a layer norm that stands by no stem or downsampling, 2 of a batch norm", () => {
    expect(totalCost(net, {convention: "fvcore"}).macs).toBe(products + 5 * (128 + 8) + 2 * 128);
    for (const window of [{stride: 2}, {stride: 1, padding: 1}]) {
      const before = network([4, 8, 8], (x) => ops.conv(ops.layerNorm(x), {width: 8, kernel: 2, ...window}));
      expect(totalCost(before, {convention: "fvcore"}).macs).toBe(totalCost(before).macs);
    }
  });

  test("tinynas adds norms, activations and pooling, and leaves out the classifier and the squeeze", () => {
    const gated = network([4, 8, 8], (x) => {
      const gate = ops.sigmoid(ops.linear(ops.globalAveragePool(x), {width: 4}));
      return ops.globalAveragePool(ops.avgPool(ops.silu(ops.batchNorm(ops.multiply(x, gate))), {kernel: 2}));
    });
    expect(totalCost(gated, {convention: "tinynas"}).macs).toBe(4 * 64 * (2 + 1 + 1));
  });

  test("an unknown convention is refused", () => {
    expect(() => totalCost(net, {convention: "fvcores" as never})).toThrow(
      "unknown convention: fvcores; did you mean fvcore?"
    );
  });
});
