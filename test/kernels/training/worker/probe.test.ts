import {expect, test} from "vitest";
import {memory} from "@tensorflow/tfjs-core";
import {data} from "../../../../kernels/data/index.ts";
import {makeBatch} from "../../../../kernels/data/batch.ts";
import {fetchBytes, messageOf} from "../../data/files.ts";
import {openInNode} from "../inNode.ts";
import {lite} from "../nets.ts";

const dataset = data.digits();
const net = lite({width: 8, depth: 2});
const {session} = await openInNode("cpu", net, dataset, {epochs: 1, seed: 4});
const {test: held} = await dataset.load(fetchBytes);
const samples = {indices: [5, 9, 200]};

test("a prediction gives each class its share", async () => {
  const {classes, labels, probabilities, scores} = await session.predict(samples);
  expect(classes).toHaveLength(10);
  for (let row = 0; row < 3; ++row) {
    const share = probabilities.subarray(10 * row, 10 * row + 10);
    expect(share.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
    expect(share[labels[row]]).toBe(Math.max(...share));
    expect(Math.log(share[0] / share[1])).toBeCloseTo(scores[10 * row] - scores[10 * row + 1], 3);
  }
});

test("many images are predicted as each by itself", async () => {
  const indices = Array.from({length: 100}, (_, i) => i);
  const all = await session.predict({indices});
  const one = await session.predict({indices: [99]});
  expect(all.labels).toHaveLength(100);
  one.scores.forEach((score, i) => expect(all.scores[990 + i]).toBeCloseTo(score, 5));
});

test("pixels are taken in the data set's own units", async () => {
  const pixels = held.pixels.slice(5 * 64, 6 * 64);
  expect((await session.predict({pixels})).scores).toEqual((await session.predict({indices: [5]})).scores);
});

test("the input of the network is the normalised image, in PyTorch's order", async () => {
  const {shape, data: values} = await session.activation("input", samples);
  expect(shape).toEqual([3, 1, 8, 8]);
  expect(values).toEqual(makeBatch(held, samples.indices, dataset.normalisation).images);
});

test("an activation of tokens or features keeps its order", async () => {
  expect((await session.activation("pool", samples)).shape).toEqual([3, 8]);
});

test("an input gradient equals finite differences", async () => {
  const unit = {channel: 3, row: 2, column: 5};
  const path = "waveMix.0";
  const {data: gradient} = await session.inputGradient(path, unit, {indices: [5]});
  const pixels = Float32Array.from(held.pixels.subarray(5 * 64, 6 * 64));
  const valueAt = async (pixel: number, change: number) => {
    const moved = pixels.slice();
    moved[pixel] += change;
    const {data: values} = await session.activation(path, {pixels: moved});
    return values[(unit.channel * 8 + unit.row) * 8 + unit.column];
  };
  const {scale, deviation} = dataset.normalisation;
  for (const pixel of [2 * 8 + 5, 3 * 8 + 4, 0]) {
    const step = 0.5 * scale * deviation[0]; // half a unit of what the network sees, each way
    const difference = (await valueAt(pixel, step)) - (await valueAt(pixel, -step));
    expect(Math.abs(gradient[pixel] - difference)).toBeLessThan(0.02 * Math.max(...gradient.map(Math.abs)));
  }
});

test("the effective field is the mean magnitude of the input gradients", async () => {
  const gradient = await session.inputGradient("waveMix.1", {row: 3, column: 3}, samples);
  const {shape, data: field} = await session.effectiveField("waveMix.1", {row: 3, column: 3}, samples);
  expect(shape).toEqual([8, 8]);
  const mean = [0, 1, 2].reduce((sum, n) => sum + Math.abs(gradient.data[64 * n + 10]) / 3, 0);
  expect(field[10]).toBeCloseTo(mean, 7);
});

test("what lies outside the field of a unit has no gradient", async () => {
  const {data: field} = await session.effectiveField("stem.0", {row: 0, column: 0}, samples);
  const seen = Array.from(field.keys()).filter((i) => field[i] > 0);
  expect(seen).toEqual([0, 1, 8, 9]);
});

test("questions leave no tensors behind", async () => {
  const ask = async () => {
    await session.predict(samples);
    await session.activation("waveMix.0.dwt", samples);
    await session.effectiveField("waveMix.0", {}, samples);
    await session.weights();
  };
  await ask();
  const before = memory().numTensors;
  await ask();
  expect(memory().numTensors).toBe(before);
});

const refused: [string, () => Promise<unknown>, string][] = [
  ["an unknown place", () => session.activation("waveMix.0.dtw", samples), "did you mean waveMix.0.dwt?"],
  [
    "no samples",
    () => session.predict(undefined as never),
    "invalid samples: undefined; expected {indices} or {pixels}"
  ],
  ["an empty list", () => session.predict({indices: []}), "invalid indices; expected 1 to 2048 places"],
  [
    "an image that is not there",
    () => session.predict({indices: [360]}),
    "invalid index: 360; there are 360 test images"
  ],
  ["half an index", () => session.predict({indices: [0.5]}), "invalid index: 0.5"],
  ["an unknown split", () => session.predict({split: "valid" as never, indices: [0]}), "unknown split: valid"],
  [
    "pixels of another size",
    () => session.predict({pixels: new Uint8Array(63)}),
    "invalid pixels: 63 values; expected some images of 1×8×8"
  ],
  [
    "a row outside",
    () => session.inputGradient("waveMix.0", {row: 8}, samples),
    "invalid row: 8; expected 0 to 7 (waveMix.0.add)"
  ],
  [
    "a channel outside",
    () => session.inputGradient("waveMix.0", {channel: -1}, samples),
    "invalid channel: -1; expected 0 to 7"
  ]
];

test.each(refused)("%s is refused", async (_, ask, message) => {
  expect(await messageOf(ask())).toContain(message);
});
