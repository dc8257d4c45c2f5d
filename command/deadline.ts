/** Ends a run that takes longer than it may. */
export interface Deadline {
  /** What the page said last. */
  heard(text: string): void;
  stop(): void;
}

/**
 * @param seconds how long the run may take
 * @param passed called once at most, with what happened in words
 */
export function createDeadline(seconds: number, passed: (reason: string) => void): Deadline {
  let last = "the page said nothing";
  // Longer than a timer of Node can wait is for ever.
  const wait = Math.min(1000 * seconds, 2 ** 31 - 1);
  const timer = setTimeout(() => passed(`did not end within ${seconds} s (--timeout): ${last}`), wait);
  return {
    heard: (text) => (last = text),
    stop: () => clearTimeout(timer)
  };
}
