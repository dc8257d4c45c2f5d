import {afterEach, beforeEach, expect, test, vi} from "vitest";
import {createDeadline} from "../../command/deadline.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("a run that takes too long is given up with what was said last", () => {
  const passed = vi.fn<(reason: string) => void>();
  const deadline = createDeadline(60, passed);
  deadline.heard("running 3 cells");
  deadline.heard("cell 2 is still running");
  vi.advanceTimersByTime(59_999);
  expect(passed).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(passed).toHaveBeenCalledWith("did not end within 60 s (--timeout): cell 2 is still running");
});

test("a run that has ended is not given up", () => {
  const passed = vi.fn<(reason: string) => void>();
  createDeadline(60, passed).stop();
  vi.advanceTimersByTime(1e9);
  expect(passed).not.toHaveBeenCalled();
});
