import {expect, test} from "vitest";
import {createRandom} from "../../../kernels/graph/random.ts";
import {augment, type AugmentationOptions} from "../../../kernels/data/augmentation.ts";
import {batchesPerEpoch, evaluationBatches, makeBatch} from "../../../kernels/data/batch.ts";
import {permutation} from "../../../kernels/data/permutation.ts";
import {makeSplit} from "../../../kernels/data/split.ts";
import {stratified} from "../../../kernels/data/stratified.ts";

const plain = {scale: 1, mean: [0, 0], deviation: [1, 1]};
const split = makeSplit(
  {shape: [2, 2, 3], pixels: Uint8Array.from({length: 36}, (_, i) => i + 1), labels: [0, 1, 2]},
  {classes: 3, place: "test"}
);

test("a permutation holds every number once and follows its seed", () => {
  const order = permutation(1000, createRandom(1, "epoch/0"));
  expect([...order].sort((a, b) => a - b)).toEqual(Array.from({length: 1000}, (_, i) => i));
  expect(permutation(1000, createRandom(1, "epoch/0"))).toEqual(order);
  expect(permutation(1000, createRandom(1, "epoch/1"))).not.toEqual(order);
  expect(permutation(1000, createRandom(2, "epoch/0"))).not.toEqual(order);
});

test("a stream is uniform enough: its mean and variance over 100,000 draws", () => {
  const random = createRandom(7);
  const values = Array.from({length: 100_000}, () => random.uniform());
  const mean = values.reduce((a, b) => a + b) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.004);
  expect(Math.abs(variance - 1 / 12)).toBeLessThan(0.002);
  expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
});

test("a batch has its channels last and its images in the order asked for", () => {
  const batch = makeBatch(split, [2, 0], plain);
  expect([...batch.labels]).toEqual([2, 0]);
  // image 0: channel 0 is 1..6, channel 1 is 7..12
  expect([...batch.images.subarray(12)]).toEqual([1, 7, 2, 8, 3, 9, 4, 10, 5, 11, 6, 12]);
});

test("a batch is normalised channel by channel", () => {
  const {images} = makeBatch(split, [0], {scale: 10, mean: [0.5, 1], deviation: [0.1, 2]});
  expect(images[0]).toBeCloseTo((1 / 10 - 0.5) / 0.1, 5);
  expect(images[1]).toBeCloseTo((7 / 10 - 1) / 2, 6);
});

test("an evaluation covers every image once and fills the last batch up", () => {
  const batches = [...evaluationBatches(split, 2, plain)];
  expect(batches.map(({count, size}) => [count, size])).toEqual([
    [2, 2],
    [1, 2]
  ]);
  expect([...batches[1].images.subarray(12)]).toEqual(Array(12).fill(0));
});

test("the last partial batch of an epoch is dropped", () => {
  expect(batchesPerEpoch(1437, 64)).toBe(22);
});

test("a flip mirrors rows left to right", () => {
  const {images} = makeBatch(split, [0], plain, {augmentation: augment({flip: 1}), random: createRandom(1)});
  expect([...images]).toEqual([3, 9, 2, 8, 1, 7, 6, 12, 5, 11, 4, 10]);
});

test("a crop shifts by at most its padding and shows black at the border", () => {
  const seen = new Set<string>();
  const random = createRandom(3);
  for (let i = 0; i < 500; ++i) {
    const {images} = makeBatch(split, [0], plain, {augmentation: augment({crop: [1, 0]}), random});
    seen.add(images.filter((_, i) => i % 2 === 0).join());
  }
  expect([...seen].sort()).toEqual(["0,0,0,1,2,3", "1,2,3,4,5,6", "4,5,6,0,0,0"]);
});

test("black is normalised like every other pixel", () => {
  const normalisation = {scale: 1, mean: [0.5, 0.5], deviation: [0.25, 0.25]};
  const options = {augmentation: augment({crop: 2}), random: {...createRandom(1), integer: () => 0}};
  expect(makeBatch(split, [0], normalisation, options).images[0]).toBe(-2);
});

test("augmentation follows its seed and stays the same whatever the batch size", () => {
  const augmentation = augment({crop: 1, flip: true});
  const all = makeBatch(split, [0, 1, 2], plain, {augmentation, random: createRandom(5)});
  const random = createRandom(5);
  const [first, rest] = [[0], [1, 2]].map((indices) => makeBatch(split, indices, plain, {augmentation, random}));
  expect([...first.images, ...rest.images]).toEqual([...all.images]);
});

test.each([
  [{crop: -1}, "invalid crop: -1"],
  [{crop: 1.5}, "invalid crop: 1.5"],
  [{flip: 2}, "invalid flip: 2"],
  [{flip: NaN}, "invalid flip: NaN"],
  [{mirror: true}, "unknown option: mirror; expected crop or flip"]
])("augmentation %j is refused", (options, message) => {
  expect(() => augment(options as AugmentationOptions)).toThrow(message);
});

test("a stratified split takes every class in proportion and exactly as many as asked", () => {
  const labels = Array.from({length: 103}, (_, i) => (i < 50 ? 0 : i < 90 ? 1 : 2));
  const {kept, held} = stratified(labels, 20, createRandom(1));
  expect([kept.length, held.length]).toEqual([83, 20]);
  expect([...kept, ...held].sort((a, b) => a - b)).toEqual(labels.map((_, i) => i));
  expect([0, 1, 2].map((label) => [...held].filter((i) => labels[i] === label).length)).toEqual([10, 8, 2]);
});
