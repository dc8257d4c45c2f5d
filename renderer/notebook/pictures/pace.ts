/** What tells the time. */
export interface Clock {
  /** Milliseconds. */
  now(): number;
  later(milliseconds: number, callback: () => void): void;
}

const clock: Clock = {
  now: () => performance.now(),
  later: (milliseconds, callback) => void setTimeout(callback, milliseconds)
};

/**
 * Does the latest job that it is given, one at a time, and begins one at most every `pause` milliseconds; a job that has not
 * begun when a newer one comes is forgotten. The first after a rest begins at once.
 */
export function atPace(pause: number, {now, later}: Clock = clock): (job: () => Promise<void>) => void {
  let next: (() => Promise<void>) | undefined;
  let busy = false;
  async function work(): Promise<void> {
    busy = true;
    while (next) {
      const began = now();
      const job = next;
      next = undefined;
      await job();
      const rest = began + pause - now();
      if (rest > 0) await new Promise<void>((resolve) => later(rest, resolve));
    }
    busy = false;
  }
  return (job) => {
    next = job;
    if (!busy) void work();
  };
}
