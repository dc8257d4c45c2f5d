import {expect, test} from "vitest";
import {History} from "../../../../kernels/training/run/history.ts";

function part(from: number, loss: number[], test: [number, number, number][] = []) {
  return {from, loss: Float32Array.from(loss), accuracy: Float32Array.from(loss, () => 0.5), test};
}

test("a history grows without changing the one that a reader holds", () => {
  const first = new History(2).with(part(0, [4, 2], [[2, 1.5, 0.25]]));
  const second = first.with(part(2, [1, 1], [[4, 0.5, 0.75]]));
  expect([...first.train.loss]).toEqual([4, 2]);
  expect([...second.train.loss]).toEqual([4, 2, 1, 1]);
  expect([...first.test.accuracy]).toEqual([0.25]);
  expect([...second.test.accuracy]).toEqual([0.25, 0.75]);
});

test("rows tell split, step, epoch and loss, for a plot", () => {
  const rows = [...new History(2).with(part(0, [4, 2], [[2, 1.5, 0.25]]))];
  expect(rows.map(({split, step, epoch, loss}) => [split, step, epoch, loss])).toEqual([
    ["train", 1, 0.5, 4],
    ["train", 2, 1, 2],
    ["test", 2, 1, 1.5]
  ]);
});

test("the smooth loss begins at the first loss and follows slowly", () => {
  const {smooth} = new History(10).with(part(0, [4, 4, 0])).train;
  expect(smooth[0]).toBeCloseTo(4, 5);
  expect(smooth[1]).toBeCloseTo(4, 5);
  expect(smooth[2]).toBeCloseTo((4 * 0.02 * (0.98 ** 2 + 0.98)) / (1 - 0.98 ** 3), 4);
});

test("the smooth accuracy is the mean over the same steps as the smooth loss", () => {
  const values = Array.from({length: 300}, (_, i) => Math.abs(Math.sin(i)));
  const column = Float32Array.from(values);
  const {smooth, smoothAccuracy} = new History(10).with({from: 0, loss: column, accuracy: column, test: []}).train;
  expect([...smoothAccuracy]).toEqual([...smooth]);
  const weights = values.map((_, i) => 0.98 ** (299 - i));
  const mean = values.reduce((sum, value, i) => sum + value * weights[i], 0) / weights.reduce((a, b) => a + b, 0);
  expect(smoothAccuracy[299]).toBeCloseTo(mean, 5);
});

test("a run that went back replaces what came after", () => {
  const history = new History(2)
    .with(
      part(
        0,
        [4, 3, 2, 1],
        [
          [2, 9, 0],
          [4, 8, 0]
        ]
      )
    )
    .with(part(2, [5], []));
  expect([...history.train.loss]).toEqual([4, 3, 5]);
  expect([...history.test.step]).toEqual([2]);
});

test("test rows that are told twice stand once", () => {
  const history = new History(2).with(part(0, [4, 3], [[2, 9, 0]])).with(part(2, [1], [[2, 9, 0]]));
  expect([...history.test.step]).toEqual([2]);
});

test("thousands of steps keep every loss", () => {
  let history = new History(100);
  for (let i = 0; i < 50; ++i)
    history = history.with(
      part(
        i * 100,
        Array.from({length: 100}, (_, k) => i * 100 + k)
      )
    );
  expect(history.steps).toBe(5000);
  expect(history.train.loss.every((loss, i) => loss === i)).toBe(true);
});
