import {describe, expect, test} from "vitest";
import {parameterCount} from "../../../kernels/graph/weights.ts";
import {network, type Value} from "../../../kernels/graph/trace.ts";
import type {Network} from "../../../kernels/graph/network.ts";
import {totalCost} from "../../../kernels/insight/costs.ts";
import {blocks, models} from "../library.ts";
import {mgicBlocks, mgicNetworks, sized, type MgicRow, type Sizes} from "./published/mgic.ts";

describe("the named networks have exactly their parameters and multiply-adds", () => {
  test.each<MgicRow>(mgicNetworks)("%s", (_, make, parameters, millions) => {
    const net = make();
    expect(parameterCount(net)).toBe(parameters);
    if (millions) expect((totalCost(net).macs / 1e6).toFixed(millions.split(".")[1].length)).toBe(millions);
  });

  test("the edge layers of DGCNN have theirs", () => {
    const edge = (net: Network) =>
      net.nodes
        .filter(({path}) => path.startsWith("edge."))
        .flatMap(({parameters}) => parameters)
        .filter(({role}) => role === "trainable")
        .reduce((sum, {shape}) => sum + shape.reduce((a, b) => a * b, 1), 0);
    expect([models.dgcnn(), models.mgicDgcnn(), models.mgicDgcnn({openGroups: 1})].map(edge)).toEqual([
      91520, 62080, 144000
    ]);
  });

  test("the plain skeletons are the usual ResNets", () => {
    const plain = (name: "18" | "34" | "50") => totalCost(models.mgicResNet(name, {block: "plain"}));
    expect([plain("18").parameters, plain("34").parameters, plain("50").parameters]).toEqual([
      11689512, 21797672, 25557032
    ]);
    expect([plain("18").macs, plain("34").macs, plain("50").macs].map((macs) => Math.round(macs / 1e6))).toEqual([
      1814, 3664, 4089
    ]);
  });
});

describe("a block at c channels has exactly its parameters", () => {
  const on = (c: number, body: (x: Value) => Value) => network([c, 1, 1], body);
  const count = (c: number, body: (x: Value) => Value) => parameterCount(on(c, body));
  const macs = (c: number, body: (x: Value) => Value) => totalCost(on(c, body)).macs;
  const groups = (c: number, size: number) => ({groups: Math.max(1, c / size)});
  const sizes: Sizes[] = [
    [8, 8],
    [16, 16],
    [16, 32],
    [16, 64],
    [32, 32],
    [64, 64]
  ];

  test.each(mgicBlocks)("c = %i", (c, ...parameters) => {
    expect([
      count(c, (x) => blocks.resnetBasic(x)),
      ...[16, 32].map((size) => count(c, (x) => blocks.resnetBasic(x, groups(c, size)))),
      ...sizes.map((size) => count(c, (x) => blocks.mgic(x, sized(size))))
    ]).toEqual(parameters);
  });

  test.each([
    [256, [1179648, 147456, 154624, 296448]],
    [1024, [18874368, 589824, 621568, 1230336]]
  ])("and its multiply-adds a pixel, c = %i", (c, expected) => {
    expect([
      macs(c, (x) => blocks.resnetBasic(x)),
      macs(c, (x) => blocks.resnetBasic(x, groups(c, 32))),
      macs(c, (x) => blocks.mgic(x, sized([16, 64]))),
      macs(c, (x) => blocks.mgic(x, sized([32, 32])))
    ]).toEqual(expected);
  });

  test.each([
    [64, [27920, 52920, 17440, 40840]],
    [256, [130832, 525912, 77344, 470824]],
    [512, [268048, 1844696, 157216, 1732264]]
  ])("the inverted residual too, c = %i", (c, expected) => {
    const shape = {hidden: 3 * c, activation: "hardSwish"} as const;
    const found = (
      [
        [32, 32],
        [16, 64]
      ] as Sizes[]
    ).flatMap((size) =>
      [false, true].map((squeeze) =>
        count(c, (x) => blocks.mgicInvertedResidual(x, {...shape, squeeze, ...sized(size)}))
      )
    );
    expect(found).toEqual(expected);
  });

  test("and linearly in c, below (76·s + 12)·c for T = s", () => {
    for (const s of [8, 16, 32])
      for (let c = s; c <= 2048; c *= 2)
        expect(count(c, (x) => blocks.mgic(x, sized([s, s])))).toBeLessThan((76 * s + 12) * c + 18 * s * s + 4 * s);
  });
});

describe("the networks refuse", () => {
  test("an unknown name, with the nearest", () => {
    expect(() => models.mgicResNet("50-resnext" as never)).toThrow(
      "unknown mgicResNet: 50-resnext; did you mean 50-resNext?"
    );
  });

  test("lists of different lengths, a misspelt option, and a row that is none", () => {
    expect(() => models.mgicResNet({channels: [8, 16], blocks: [1]})).toThrow(
      "invalid blocks: 1; expected 2, one a stage of 8, 16"
    );
    expect(() => models.mgicResNet("18", {groupsize: 4} as never)).toThrow(
      "unknown option: groupsize; did you mean groupSize?"
    );
    expect(() => models.mgicMobileNetV3({stages: [[[3, 1, 16]]] as never})).toThrow("invalid stages: [[[3,1,16]]]");
  });

  test("an input that the light head's windows do not fit in", () => {
    expect(() => models.lrAsppMgic({input: [3, 88, 96]})).toThrow("expected an input of at least 89×89");
  });
});

test("averaging and masked transfers exclude each other", () => {
  expect(() =>
    network([16, 6, 6], (x) => blocks.mgic(x, {groupSize: 4, coarseBelow: 8, transfer: "masked", averaging: true}))
  ).toThrow("invalid averaging: true");
});
