import {expect, test} from "vitest";
import {decimate, type Measurement} from "../../../renderer/notebook/pictures/curves.ts";

const rows = (count: number): Measurement[] =>
  Array.from({length: count}, (_, step) => ({
    step,
    split: "train",
    loss: step === 7777 ? 99 : Math.cos(step),
    smooth: 0
  }));

test("a long curve is thinned and keeps its one spike, in order of steps", () => {
  const thin = decimate(rows(20_000), "loss");
  expect(thin.length).toBeLessThanOrEqual(1500);
  expect(thin.some(({loss}) => loss === 99)).toBe(true);
  expect(thin.every((row, i) => i === 0 || row.step > thin[i - 1].step)).toBe(true);
});

test("a short curve is left as it is", () => {
  const short = rows(100);
  expect(decimate(short, "loss")).toBe(short);
});
