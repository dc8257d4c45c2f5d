import {describe, expect, test} from "vitest";
import {initialWeights} from "../../../kernels/graph/initialise.ts";
import {createRandom} from "../../../kernels/graph/random.ts";
import {network} from "../../../kernels/graph/trace.ts";
import {heNormal} from "../../../kernels/ops/rules/initial.ts";
import {formulaWeights} from "../../reference/fill.ts";
import {models, ops} from "../library.ts";

const small = (depth: number) =>
  models.waveMix({input: [3, 32, 32], dim: 16, depth, levels: 1, classes: 3, stem: "strided", stride: 1});

const range = (values: Float32Array) => [Math.min(...values), Math.max(...values)];

describe("random streams", () => {
  test("the same seed gives the same numbers, on every machine", () => {
    const random = createRandom(1);
    expect(Array.from({length: 3}, () => random.uniform())).toEqual([
      0.14696691534481943, 0.9266131033655256, 0.4242279762402177
    ]);
  });

  test("a split depends on its key, not on what was drawn", () => {
    const one = createRandom(5);
    const before = one.split("a").uniform();
    one.uniform();
    expect(one.split("a").uniform()).toBe(before);
    expect(one.split("b").uniform()).not.toBe(before);
    expect(createRandom(6).split("a").uniform()).not.toBe(before);
  });

  test("uniform numbers are in [0, 1) and even", () => {
    const random = createRandom("even");
    const bins = new Array<number>(16).fill(0);
    for (let i = 0; i < 16000; ++i) ++bins[Math.floor(16 * random.uniform())];
    // chi square with 15 degrees of freedom stays below 37.7 in 999 of 1000 draws; the seed is fixed
    expect(bins.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)).toBeLessThan(37.7);
  });

  test("normal numbers have mean 0 and deviation 1", () => {
    const random = createRandom("normal");
    const draws = Array.from({length: 20000}, () => random.normal());
    const mean = draws.reduce((sum, value) => sum + value, 0) / draws.length;
    const variance = draws.reduce((sum, value) => sum + (value - mean) ** 2, 0) / draws.length;
    expect(Math.abs(mean)).toBeLessThan(0.03);
    expect(Math.abs(variance - 1)).toBeLessThan(0.04);
  });

  test("a shuffle keeps what it shuffles", () => {
    const items = Array.from({length: 50}, (_, i) => i);
    const shuffled = createRandom(2).shuffle([...items]);
    expect(shuffled).not.toEqual(items);
    expect(shuffled.sort((a, b) => a - b)).toEqual(items);
  });
});

describe("initial weights", () => {
  test("are torch's uniform ±1/√fan_in, for transposed convolutions by their output channels", () => {
    const net = network([8, 8, 8], (x) => {
      x = ops.conv(x, {width: 32, kernel: 3, groups: 2, name: "conv"});
      x = ops.convTranspose(x, {width: 16, kernel: 4, stride: 2, name: "up"});
      return ops.linear(ops.globalAveragePool(x), {width: 100, name: "head"});
    });
    const weights = initialWeights(net, 1);
    for (const [key, fanIn] of [
      ["conv.weight", 4 * 9],
      ["up.weight", 16 * 16],
      ["head.weight", 16]
    ] as const) {
      const bound = 1 / Math.sqrt(fanIn);
      const [least, most] = range(weights.get(key)!.data as Float32Array);
      expect(least).toBeGreaterThanOrEqual(-bound);
      expect(most).toBeLessThan(bound);
      expect(most - least).toBeGreaterThan(1.9 * bound);
    }
  });

  test("are what an op was told, and its bias then starts at 0", () => {
    const net = network([8, 8, 8], (x) => {
      x = ops.conv(x, {width: 64, kernel: 3, groups: 2, initial: heNormal(64, 3), name: "conv"});
      const y = ops.globalAveragePool(x);
      return ops.linear(y, {width: 9, initial: {kind: "constant", value: 0.25}, name: "head"});
    });
    const weights = initialWeights(net, 1);
    const values = [...weights.get("conv.weight")!.data].map(Number);
    const square = values.reduce((sum, value) => sum + value * value, 0) / values.length;
    expect(Math.sqrt(square) / Math.sqrt(2 / (9 * 64))).toBeCloseTo(1, 1);
    expect([...weights.get("conv.bias")!.data].every((value) => value === 0)).toBe(true);
    expect([...weights.get("head.weight")!.data].every((value) => value === 0.25)).toBe(true);
  });

  test("a start that is none is refused", () => {
    const start = (initial: unknown) => () =>
      network([4, 4, 4], (x) => ops.conv(x, {width: 4, kernel: 1, initial: initial as never}));
    expect(start("zeros")).toThrow("unknown initial: zeros; expected constant, uniform, normal, truncatedNormal");
    expect(start({kind: "normal"})).toThrow("invalid deviation: undefined; expected a number above 0");
    expect(start({kind: "constant", value: NaN})).toThrow("invalid value: NaN; expected a number");
  });

  test("norms start at 1 and 0, running statistics at 0 and 1, the counter at 0", () => {
    const weights = initialWeights(
      network([2, 4, 4], (x) => ops.batchNorm(x, {name: "bn"})),
      1
    );
    const values = Object.fromEntries([...weights].map(([key, {data}]) => [key, [...data]]));
    expect(values).toEqual({
      "bn.weight": [1, 1],
      "bn.bias": [0, 0],
      "bn.running_mean": [0, 0],
      "bn.running_var": [1, 1],
      "bn.num_batches_tracked": [0n]
    });
  });

  test("fixed filters have length 1", () => {
    const {data} = initialWeights(
      network([1, 4, 4], (x) => ops.fixedFilters(x, {name: "mixer"})),
      9
    ).get("mixer.filters")!;
    for (let row = 0; row < 4; ++row)
      expect(Math.hypot(...[...data].slice(4 * row, 4 * row + 4).map(Number))).toBeCloseTo(1, 6);
  });

  test("one seed gives one start, another seed another", () => {
    expect(initialWeights(small(1), 4)).toEqual(initialWeights(small(1), 4));
    expect(initialWeights(small(1), 4).get("conv.0.weight")).not.toEqual(
      initialWeights(small(1), 5).get("conv.0.weight")
    );
  });

  test("a block more leaves the start of the others as it was", () => {
    const one = initialWeights(small(1), 4);
    const two = initialWeights(small(2), 4);
    for (const [key, weight] of one) expect(two.get(key)).toEqual(weight);
  });
});

describe("weights by formula", () => {
  test("have the check values of the reference", () => {
    const net = network([4], (x) => ops.linear(ops.linear(x, {width: 3, name: "a"}), {width: 2, name: "head"}));
    const weights = formulaWeights(net);
    const bound = Math.sqrt(3 / 4);
    const expected = [0.5442250671330839, 0.25873035774566233, 0.6596250941511244].map((u) =>
      Math.fround((2 * u - 1) * bound)
    );
    expect([...weights.get("a.weight")!.data].slice(0, 3)).toEqual(expected);
    expect([...weights.get("head.bias")!.data]).toEqual(
      [0.6978207658976316, 0.4170999319758266].map((u) => Math.fround(0.2 * (u - 0.5)))
    );
  });
});
