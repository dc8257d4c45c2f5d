import {expect, test} from "vitest";
import {data} from "../../../kernels/data/index.ts";
import {measure} from "../../../kernels/data/normalisation.ts";
import {fetchBytes, messageOf} from "./files.ts";

function counts(labels: Int32Array): number[] {
  return Array.from({length: 10}, (_, label) => labels.filter((found) => found === label).length);
}

test("Fashion-MNIST is always called the 12k subset", () => {
  expect(data.fashionMnist().title).toBe("Fashion-MNIST, the 12k subset");
});

test("the 12k subset has its published counts of labels", async () => {
  const {train, test: held} = await data.fashionMnist().load(fetchBytes);
  expect(counts(train.labels)).toEqual([942, 1027, 1016, 1019, 974, 989, 1021, 1022, 990, 1000]);
  expect([train.count, held.count]).toEqual([10_000, 2_000]);
});

test("the digits are held out class by class, 360 of 1,797, always the same", async () => {
  const {train, test: held} = await data.digits().load(fetchBytes);
  expect([train.count, held.count]).toEqual([1_437, 360]);
  for (const part of counts(held.labels)) expect([35, 36, 37]).toContain(part);
});

test.each([data.fashionMnist(), data.digits()])("the stated mean and deviation of $title are its own", async (set) => {
  const found = measure((await set.load(fetchBytes)).train, set.normalisation.scale);
  expect(found.mean[0]).toBeCloseTo(set.normalisation.mean[0], 2.5);
  expect(found.deviation[0]).toBeCloseTo(set.normalisation.deviation[0], 2.5);
});

test("files other than those a data set names are refused", async () => {
  const swapped = (url: string) => fetchBytes(url.replace("train", "t10k"));
  expect(await messageOf(data.fashionMnist().load(swapped))).toMatch(
    /not those that the data set names.*fashion-mnist-12k/
  );
});
