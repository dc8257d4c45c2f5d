import {expect, test} from "vitest";
import {data} from "../../../../kernels/data/index.ts";
import {network} from "../../../../kernels/graph/trace.ts";
import * as ops from "../../../../kernels/ops/index.ts";
import {canonical} from "../../../../kernels/training/plan/canonical.ts";
import {describeDifference} from "../../../../kernels/training/plan/difference.ts";
import {adamW, sgd} from "../../../../kernels/training/plan/optimizer.ts";
import {planOf, type TrainOptions} from "../../../../kernels/training/plan/options.ts";
import {fingerprint, type Plan} from "../../../../kernels/training/plan/plan.ts";
import {cosine, oneCycle} from "../../../../kernels/training/plan/schedule.ts";
import {lite} from "../nets.ts";
import {tinyPlan} from "../fakes.ts";

async function differ(a: Plan, b: Plan): Promise<string[]> {
  expect(await fingerprint(a)).not.toBe(await fingerprint(b));
  return describeDifference(a, b);
}

test("canonical JSON does not depend on the order in which members were written", () => {
  expect(canonical({b: [1, {d: null, c: "x"}], a: -0, e: undefined})).toBe('{"a":0,"b":[1,{"c":"x","d":null}]}');
});

test("canonical JSON refuses what JSON cannot say", () => {
  expect(() => canonical({rate: NaN})).toThrow("no JSON for NaN");
  expect(() => canonical(() => 1)).toThrow("no JSON for function");
});

test("a fingerprint is a SHA-256 that the same plan has again", async () => {
  const first = await fingerprint(await tinyPlan());
  expect(first).toMatch(/^[0-9a-f]{64}$/);
  expect(await fingerprint(await tinyPlan())).toBe(first);
});

test("a plan survives JSON", async () => {
  const plan = await tinyPlan({depth: 2}, {optimizer: adamW({rate: oneCycle(1e-3)}), augment: {crop: 1}});
  expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
});

test("the blocks in which ops were written are no part of the fingerprint", async () => {
  const bare = (blocks: boolean) =>
    network([1, 8, 8], (x) => {
      const body = () => ops.linear(ops.flatten(x, {name: "flat"}), {width: 10, name: "head"});
      return blocks ? x.tracer.block("mlp", () => ({width: 10}), "", body) : body();
    });
  const plan = (blocks: boolean) => planOf(bare(blocks), data.digits(), {epochs: 1, seed: 1});
  expect(await fingerprint(plan(true))).toBe(await fingerprint(plan(false)));
});

test("what a data set is called is no part of the fingerprint", async () => {
  const plan = await tinyPlan();
  const renamed = {...plan, data: {...plan.data, title: "other words"}};
  expect(await fingerprint(renamed)).toBe(await fingerprint(plan));
});

test("a default that is written out is the same plan", async () => {
  expect(await fingerprint(await tinyPlan({}, {optimizer: adamW(), labelSmoothing: 0}))).toBe(
    await fingerprint(await tinyPlan())
  );
});

const settings: [string, Partial<TrainOptions>, Partial<TrainOptions>, string[]][] = [
  ["epochs", {epochs: 2}, {epochs: 3}, ["epochs 2 → 3"]],
  ["the batch", {batch: 4}, {batch: 8}, ["batch 4 → 8"]],
  ["the seed", {seed: 1}, {seed: 2}, ["seed 1 → 2"]],
  ["no seed", {seed: 1}, {seed: undefined}, ["seed 1 → none"]],
  ["the rate", {optimizer: adamW({rate: 1e-3})}, {optimizer: adamW({rate: 3e-3})}, ["rate 0.001 → 0.003"]],
  ["the decay", {optimizer: adamW()}, {optimizer: adamW({decay: 0.05})}, ["decay 0.01 → 0.05"]],
  ["the optimiser", {optimizer: adamW({rate: 1})}, {optimizer: sgd({rate: 1})}, ["optimizer adamW → sgd"]],
  ["the schedule", {schedule: cosine(1)}, {schedule: oneCycle(1)}, ["schedule cosine → oneCycle"]],
  ["label smoothing", {}, {labelSmoothing: 0.1}, ["labelSmoothing 0 → 0.1"]],
  ["augmentation", {augment: {crop: 1}}, {augment: {crop: 2, flip: true}}, ["crop 1 → 2", "flip 0 → 0.5"]],
  ["two settings", {epochs: 2, batch: 4}, {epochs: 4, batch: 2}, ["epochs 2 → 4", "batch 4 → 2"]]
];

test.each(settings)("a change of %s is said", async (_, a, b, sentences) => {
  expect(await differ(await tinyPlan({}, a), await tinyPlan({}, b))).toEqual(sentences);
});

test("a wider network is said by the options of its blocks, each sentence once", async () => {
  expect(await differ(await tinyPlan({width: 16, depth: 2}), await tinyPlan({width: 32, depth: 2}))).toEqual([
    "width 16 → 32 (stem)",
    "ff 16 → 32"
  ]);
});

test("an option of one block is said with its place", async () => {
  expect(await differ(await tinyPlan({mult: 2}), await tinyPlan({mult: 3}))).toEqual(["mult 2 → 3 (waveMix.0)"]);
});

test("a deeper network is said by the blocks that it has more, a shallower one by those it has fewer", async () => {
  expect(await differ(await tinyPlan({depth: 1}), await tinyPlan({depth: 3}))).toEqual(["2 waveMix more"]);
  expect(await differ(await tinyPlan({depth: 3}), await tinyPlan({depth: 1}))).toEqual(["2 waveMix fewer"]);
});

test("ops outside of blocks are compared one by one", async () => {
  const net = (width: number, relu: boolean) =>
    network([1, 8, 8], (x) => {
      x = ops.conv(x, {width, kernel: 3, name: "first"});
      if (relu) x = ops.relu(x, {name: "act"});
      return ops.linear(ops.globalAveragePool(x, {name: "pool"}), {width: 10, name: "head"});
    });
  const plan = (width: number, relu: boolean) => planOf(net(width, relu), data.digits(), {epochs: 1, seed: 1});
  expect(await differ(plan(4, false), plan(8, true))).toEqual(["width 4 → 8 (first)", "1 relu more"]);
});

test("a change of connections alone is said", async () => {
  const net = (swap: boolean) =>
    network([1, 8, 8], (x) => {
      const [a, b] = ["a", "b"].map((name) => ops.conv(x, {width: 4, kernel: 1, name}));
      const y = ops.subtract(swap ? b : a, swap ? a : b, {name: "difference"});
      return ops.linear(ops.globalAveragePool(y, {name: "pool"}), {width: 10, name: "head"});
    });
  const plan = (swap: boolean) => planOf(net(swap), data.digits(), {epochs: 1, seed: 1});
  expect(await differ(plan(false), plan(true))).toEqual(["the network's connections"]);
});

test("another data set is said by its id", async () => {
  const plan = await tinyPlan();
  const other = planOf(lite(), data.digits(), {epochs: 2, batch: 4, seed: 1});
  expect(describeDifference(plan, other)[0]).toBe(`data ${plan.data.id} → digits`);
});

const refused: [string, () => Plan, string][] = [
  ["no network", () => planOf(undefined as never, data.digits(), {epochs: 1}), "no network; expected train("],
  ["no data", () => planOf(lite(), undefined as never, {epochs: 1}), "no data set; expected train(net, data.digits()"],
  ["no options", () => planOf(lite(), data.digits(), undefined as never), "no options; expected at least {epochs: 5}"],
  [
    "no epochs",
    () => planOf(lite(), data.digits(), {} as TrainOptions),
    "invalid epochs: undefined; expected an integer"
  ],
  ["half an epoch", () => planOf(lite(), data.digits(), {epochs: 0.5}), "invalid epochs: 0.5"],
  ["batch 0", () => planOf(lite(), data.digits(), {epochs: 1, batch: 0}), "invalid batch: 0"],
  [
    "a batch of more than all",
    () => planOf(lite(), data.digits(), {epochs: 1, batch: 2000}),
    "invalid batch: 2000; Handwritten digits, 8×8 has 1437 training images"
  ],
  [
    "a misspelt option",
    () => planOf(lite(), data.digits(), {epoch: 1} as never),
    "unknown option: epoch; did you mean epochs?"
  ],
  [
    "a function for an optimiser",
    () => planOf(lite(), data.digits(), {epochs: 1, optimizer: adamW as never}),
    "call it, as in adamW({rate: 1e-3})"
  ],
  [
    "a word for an optimiser",
    () => planOf(lite(), data.digits(), {epochs: 1, optimizer: "adam" as never}),
    "invalid optimizer; expected adamW(…)"
  ],
  [
    "two schedules",
    () => planOf(lite(), data.digits(), {epochs: 1, optimizer: adamW({rate: cosine(1)}), schedule: oneCycle(1)}),
    "two schedules"
  ],
  ["smoothing of 1", () => planOf(lite(), data.digits(), {epochs: 1, labelSmoothing: 1}), "invalid labelSmoothing: 1"],
  ["a negative seed", () => planOf(lite(), data.digits(), {epochs: 1, seed: -1}), "invalid seed: -1"],
  [
    "another image shape",
    () => planOf(lite(), data.fashionMnist(), {epochs: 1}),
    "the network takes 1×8×8, Fashion-MNIST, the 12k subset has 1×28×28"
  ],
  [
    "too few scores",
    () => planOf(lite({classes: 9}), data.digits(), {epochs: 1}),
    "the network gives 9, expected 10 scores, one for each class"
  ]
];

test.each(refused)("train refuses %s", (_, make, message) => {
  expect(make).toThrow(message);
});
