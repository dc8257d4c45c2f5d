import {expect, test} from "vitest";
import {constant, cosine, oneCycle, rateAt, scheduleOf} from "../../../../kernels/training/plan/schedule.ts";

test("a constant schedule keeps its rate", () => {
  expect([0, 5, 9].map((step) => rateAt(constant(0.1), step, 10))).toEqual([0.1, 0.1, 0.1]);
});

test("one cycle has PyTorch's rates", () => {
  // torch.optim.lr_scheduler.OneCycleLR(max_lr=0.1, total_steps=10), torch 1.13
  const expected = [
    0.0040000000000000036, 0.052000000000000005, 0.1, 0.09504846320134738, 0.0811745653949763, 0.06112620219362893,
    0.03887419780637107, 0.0188258346050237, 0.004951936798652629, 4e-7
  ];
  expected.forEach((rate, step) => expect(rateAt(oneCycle(0.1), step, 10)).toBeCloseTo(rate, 14));
});

test("one cycle peaks where its warm-up ends", () => {
  const rates = Array.from({length: 100}, (_, step) => rateAt(oneCycle(1, {warmUp: 0.2}), step, 100));
  expect(rates.indexOf(Math.max(...rates))).toBe(19);
  expect(rates[0]).toBeCloseTo(1 / 25, 12);
});

test("a cosine warms up in a straight line and ends at its end", () => {
  const schedule = cosine(1, {warmUp: 0.2, end: 0.1});
  expect([0, 1].map((step) => rateAt(schedule, step, 10))).toEqual([0.5, 1]);
  expect(rateAt(schedule, 6, 10)).toBeCloseTo(0.55, 12);
  expect(rateAt(schedule, 9, 10)).toBeGreaterThan(0.1);
});

test("a step past the end has the rate of the last one", () => {
  expect(rateAt(oneCycle(1), 500, 100)).toBe(rateAt(oneCycle(1), 99, 100));
});

test.each([
  [() => constant(0), "invalid rate: 0; expected a number above 0 (constant)"],
  [() => constant(NaN), "invalid rate: null"],
  [() => oneCycle(-1), "invalid rate: -1"],
  [() => oneCycle(1, {warmUp: 1}), "invalid warmUp: 1; expected a number of at least 0 and below 1 (oneCycle)"],
  [() => cosine(1, {end: 2}), "invalid end: 2; expected a number from 0 to 1 (cosine)"],
  [() => cosine(1, {warmup: 0.1} as object), "unknown option: warmup; did you mean warmUp? (cosine)"],
  [() => scheduleOf("fast", "adamW"), "invalid rate; expected a number, constant(…)"]
])("%o is refused", (make, message) => {
  expect(make).toThrow(message);
});
