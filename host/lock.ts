/** Runs what is given for one key one after another; different keys do not wait for each other. */
export type Lock = <T>(key: string, task: () => Promise<T>) => Promise<T>;

/** A new lock. */
export function createLock(): Lock {
  const tails = new Map<string, Promise<unknown>>();
  return async (key, task) => {
    const before = tails.get(key) ?? Promise.resolve();
    const mine = before.then(task, task);
    const tail = mine.catch(() => undefined);
    tails.set(key, tail);
    try {
      return await mine;
    } finally {
      if (tails.get(key) === tail) tails.delete(key);
    }
  };
}
