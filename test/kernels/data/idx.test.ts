import {expect, test} from "vitest";
import {readIdx} from "../../../kernels/data/idx.ts";
import {arrays, idx} from "../../../kernels/data/own.ts";
import {gzipped, idxFile, messageOf} from "./files.ts";

const images = idxFile(
  [4, 2, 3],
  Array.from({length: 24}, (_, i) => i)
);
const labels = idxFile([4], [0, 1, 2, 1]);

test("an IDX file reads the same raw and gzipped", async () => {
  const expected = {shape: [4, 2, 3], data: Uint8Array.from({length: 24}, (_, i) => i)};
  expect(await readIdx(images)).toEqual(expected);
  expect(await readIdx(gzipped(images))).toEqual(expected);
});

test("an IDX file may have any rank", async () => {
  expect((await readIdx(idxFile([1, 1, 2, 1, 1, 1, 3], [1, 2, 3, 4, 5, 6]))).shape).toEqual([1, 1, 2, 1, 1, 1, 3]);
});

test("own files become a data set that knows its classes, its normalisation and its content", async () => {
  const set = await idx({train: {images, labels}, test: {images, labels}, title: "mine"});
  expect(set).toMatchObject({title: "mine", shape: [1, 2, 3], classes: ["0", "1", "2"], counts: {train: 4, test: 4}});
  expect(set.normalisation.mean[0]).toBeCloseTo(11.5 / 255, 12);
  expect(set.normalisation.deviation[0]).toBeCloseTo(Math.sqrt((24 * 24 - 1) / 12) / 255, 12);
  expect(set.sha256).toMatch(/^[0-9a-f]{64}$/);
  const {test: held} = await set.load();
  expect([...held.labels]).toEqual([0, 1, 2, 1]);
});

test("the way a file is packed does not change the content that a data set names", async () => {
  const raw = await idx({train: {images, labels}, test: {images, labels}});
  const packed = await idx({train: {images: gzipped(images), labels}, test: {images, labels: gzipped(labels)}});
  expect(packed.sha256).toBe(raw.sha256);
  expect(packed.id).toBe(raw.id);
});

test("one changed pixel changes the content that a data set names", async () => {
  const raw = await idx({train: {images, labels}, test: {images, labels}});
  const other = await idx({train: {images: images.with(-1, 99), labels}, test: {images, labels}});
  expect(other.sha256).not.toBe(raw.sha256);
});

test("a dropped file is read and its name stands in errors", async () => {
  const file = new File([images.slice(0, 9) as Uint8Array<ArrayBuffer>], "mine-images.idx");
  expect(await messageOf(idx({train: {images: file, labels}}))).toContain("(mine-images.idx)");
});

test("images of a file named emnist are transposed, unless told otherwise", async () => {
  const file = new File([images as Uint8Array<ArrayBuffer>], "emnist-letters-train-images-idx3-ubyte");
  const options = {train: {images: file, labels}, test: {images: file, labels}};
  const turned = await idx(options);
  expect(turned.shape).toEqual([1, 3, 2]);
  expect([...(await turned.load()).train.pixels.subarray(0, 6)]).toEqual([0, 3, 1, 4, 2, 5]);
  expect((await idx({...options, transpose: false})).shape).toEqual([1, 2, 3]);
});

test("without test images a part of every class is held out", async () => {
  const pixels = new Uint8Array(100);
  const set = await arrays({
    shape: [1, 1, 1],
    train: {pixels, labels: Array.from(pixels, (_, i) => i % 4)},
    holdOut: 0.2
  });
  expect(set.counts).toEqual({train: 80, test: 20});
  const {test: held} = await set.load();
  expect([0, 1, 2, 3].map((label) => held.labels.filter((found) => found === label).length)).toEqual([5, 5, 5, 5]);
});

test("arrays that do not fit their shape are refused with both numbers", async () => {
  const train = {pixels: new Float32Array(11), labels: [0, 1]};
  expect(await messageOf(arrays({shape: [1, 2, 3], train}))).toContain("needs 12 values, found 11 (train)");
  const bad = {pixels: new Float32Array(12).fill(NaN), labels: [0, 1]};
  expect(await messageOf(arrays({shape: [1, 2, 3], train: bad}))).toContain("invalid pixel: NaN in image 0");
});
