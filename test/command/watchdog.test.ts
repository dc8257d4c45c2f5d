import {afterEach, beforeEach, expect, test, vi} from "vitest";
import {createWatchdog} from "../../command/watchdog.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const patience = {come: 1000, gone: 500};

test("a page that never comes is missed", () => {
  const lost = vi.fn<(reason: string) => void>();
  createWatchdog(lost, patience);
  vi.advanceTimersByTime(999);
  expect(lost).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(lost).toHaveBeenCalledWith("the page did not start within 1 s");
});

test("a page that is there may take its time", () => {
  const lost = vi.fn<(reason: string) => void>();
  const watchdog = createWatchdog(lost, patience);
  watchdog.present(true);
  vi.advanceTimersByTime(1e9);
  expect(lost).not.toHaveBeenCalled();
});

test("a page that goes away for long is missed, one that comes back is not", () => {
  const lost = vi.fn<(reason: string) => void>();
  const watchdog = createWatchdog(lost, patience);
  watchdog.present(true);
  watchdog.present(false);
  vi.advanceTimersByTime(499);
  watchdog.present(true);
  vi.advanceTimersByTime(1000);
  expect(lost).not.toHaveBeenCalled();
  watchdog.present(false);
  vi.advanceTimersByTime(500);
  expect(lost).toHaveBeenCalledWith("the page crashed or went away");
});

test("a watchdog that is stopped misses nobody", () => {
  const lost = vi.fn<(reason: string) => void>();
  createWatchdog(lost, patience).stop();
  vi.advanceTimersByTime(1e9);
  expect(lost).not.toHaveBeenCalled();
});
