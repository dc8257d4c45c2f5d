import {expect, test} from "vitest";
import {memory} from "@tensorflow/tfjs-core";
import {data} from "../../../kernels/data/index.ts";
import type {Weights} from "../../../kernels/graph/weights.ts";
import {readSafetensors} from "../../../kernels/exchange/safetensors/read.ts";
import {adamW, sgd} from "../../../kernels/training/plan/optimizer.ts";
import {recipes} from "../../../kernels/training/plan/recipes.ts";
import {oneCycle} from "../../../kernels/training/plan/schedule.ts";
import {openInNode, trainInNode} from "./inNode.ts";
import {tinyDataset} from "./fakes.ts";
import {lite} from "./nets.ts";

const net = lite({width: 8, depth: 1, dropout: 0.3});
const dataset = await tinyDataset();
const options = {
  epochs: 3,
  batch: 4,
  optimizer: adamW({rate: oneCycle(1e-2)}),
  labelSmoothing: 0.1,
  augment: {crop: 1, flip: true},
  seed: 5
};

/** Every bit of every weight. */
function bits(weights: Weights): string {
  return [...weights]
    .map(([key, {data}]) => `${key} ${Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("hex")}`)
    .join("\n");
}

for (const backend of ["cpu", "wasm"] as const) {
  test(`the same seed gives the same weights on ${backend}, bit for bit`, async () => {
    const [a, b] = [
      await trainInNode(backend, net, dataset, options),
      await trainInNode(backend, net, dataset, options)
    ];
    expect(bits(b.weights)).toBe(bits(a.weights));
    expect(b.history().toPart()).toEqual(a.history().toPart());
  });

  test(`another seed gives other weights on ${backend}`, async () => {
    const [a, b] = [
      await trainInNode(backend, net, dataset, options),
      await trainInNode(backend, net, dataset, {...options, seed: 6})
    ];
    expect(bits(b.weights)).not.toBe(bits(a.weights));
  });

  test(`interrupted and resumed equals uninterrupted on ${backend}, bit for bit`, async () => {
    const straight = await trainInNode(backend, net, dataset, options);
    const first = await openInNode(backend, net, dataset, options);
    for (let i = 0; i < 6; ++i) {
      await first.session.step();
      await first.session.settled();
    }
    await first.session.stop();
    first.session.dispose();
    const from = first.saved.at(-1)!.checkpoint;
    const second = await trainInNode(backend, net, dataset, options, {from});
    expect(bits(second.weights)).toBe(bits(straight.weights));
    expect(second.history().toPart()).toEqual(straight.history().toPart());
  });

  test(`200 steps leave the same number of tensors and bytes on ${backend}`, async () => {
    const {session, updates} = await openInNode(backend, net, dataset, {...options, epochs: 100});
    const step = async () => {
      await session.step();
      await session.settled();
    };
    for (let i = 0; i < 5; ++i) await step();
    const {numTensors, numBytes} = memory();
    for (let i = 0; i < 200; ++i) await step();
    expect(updates.at(-1)!.step).toBe(205);
    expect(memory().numTensors).toBe(numTensors);
    expect(memory().numBytes).toBe(numBytes);
    session.dispose();
  });
}

test("cpu and wasm agree on the losses", async () => {
  const quiet = {...options, epochs: 2};
  const [a, b] = [await trainInNode("cpu", net, dataset, quiet), await trainInNode("wasm", net, dataset, quiet)];
  a.history().train.loss.forEach((loss, i) => expect(b.history().train.loss[i]).toBeCloseTo(loss, 3));
});

test("a closed session frees every tensor of its own", async () => {
  await trainInNode("cpu", net, dataset, options); // constants that a backend keeps are made
  const before = memory().numTensors;
  await trainInNode("cpu", net, dataset, {...options, optimizer: sgd({rate: 0.1})});
  expect(memory().numTensors).toBe(before);
});

test("the weights that are left behind are those of the model, under their keys", async () => {
  const {weights, saved} = await trainInNode("cpu", net, dataset, options);
  const file = readSafetensors(saved.at(-1)!.weights!);
  expect(bits(new Map([...file.tensors].sort()))).toBe(bits(new Map([...weights].sort())));
  expect([...weights.keys()]).toContain("waveMix.0.feedforward.4.weight");
});

test("rule 12: a rate that blows up pauses at the last good checkpoint and names where it began", async () => {
  const told = await openInNode("cpu", lite({width: 8}), dataset, {...options, optimizer: sgd({rate: 1e18})});
  await told.session.resume();
  await told.session.settled();
  const last = told.updates.at(-1)!;
  expect(last).toMatchObject({status: "paused", step: 0});
  expect(last.error!.message).toMatch(/^the loss is (not a number|infinite)$/);
  expect(lite({width: 8}).nodes.map(({path}) => path)).toContain(last.error!.block);
  for (const {data} of (await told.session.weights()).values())
    if (data instanceof Float32Array) expect(data.every(Number.isFinite)).toBe(true);
  told.session.dispose();
});

test("digits reach 0.97 on wasm within a minute, at the last epoch", {timeout: 240_000}, async () => {
  const wide = lite({width: 16, depth: 3});
  const told = await trainInNode("wasm", wide, data.digits(), recipes.digits());
  expect(told.history().test.accuracy.at(-1)).toBeGreaterThanOrEqual(0.97);
  expect(told.updates.at(-1)!.seconds).toBeLessThan(60);
});
