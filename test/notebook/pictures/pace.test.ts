import {afterEach, beforeEach, expect, test, vi} from "vitest";
import {atPace} from "../../../renderer/notebook/pictures/pace.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("states that come ten times a second are drawn four times a second, and the last one is drawn", async () => {
  const follow = atPace(250);
  const drawn: number[] = [];
  for (let i = 0; i < 10; ++i) {
    follow(async () => void drawn.push(i));
    await vi.advanceTimersByTimeAsync(100);
  }
  await vi.advanceTimersByTimeAsync(250);
  expect(drawn).toEqual([0, 2, 4, 7, 9]);
});

test("what comes after a rest is drawn at once", async () => {
  const follow = atPace(250);
  const drawn: string[] = [];
  follow(async () => void drawn.push("first"));
  await vi.advanceTimersByTimeAsync(250);
  follow(async () => void drawn.push("second"));
  expect(drawn).toEqual(["first", "second"]);
});

test("a drawing that takes longer than the pause is followed by the next at once, never by two", async () => {
  const follow = atPace(250);
  const began: number[] = [];
  const slow = (i: number) => async () => {
    began.push(i);
    await new Promise((resolve) => setTimeout(resolve, 400));
  };
  for (let i = 0; i < 8; ++i) {
    follow(slow(i));
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(began).toEqual([0, 3, 7]);
});
