import {asyncGenerator} from "../library/generators/observe.ts";

/** A promise, or the next value of a generator, for which nobody waits any longer. */
export class Abandoned extends Error {}

/** A promise that settles like another, or is given up before. */
export function endable<T>(promise: PromiseLike<T>): {promise: Promise<T>; abandon: () => void} {
  let abandon = () => {};
  const made = new Promise<T>((resolve, reject) => {
    abandon = () => reject(new Abandoned());
    promise.then(resolve, reject);
  });
  return {promise: made, abandon};
}

/**
 * An async generator whose `return` does not wait for the value in the making. The runtime computes a variable again only
 * when its last value is there, so a generator that never yields would hold up its own repair.
 */
export function endableGenerator(value: unknown): unknown {
  if (Object.prototype.toString.call(value) !== "[object AsyncGenerator]") return value;
  const generator = value as AsyncGenerator<unknown, void, unknown>;
  let stop: (() => void) | undefined;
  return asyncGenerator({
    next() {
      const stopped = new Promise<IteratorResult<unknown, void>>((resolve) => {
        stop = () => resolve({done: true, value: undefined});
      });
      return Promise.race([generator.next(), stopped]);
    },
    end() {
      stop?.();
      generator.return().catch(() => {}); // its own cleaning up may fail; nobody listens any more
    }
  });
}
