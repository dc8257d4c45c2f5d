import {asyncGenerator, initialise} from "./observe.ts";

/** Like `observe`, but no value is lost: those that nobody has taken yet wait their turn. */
export function queue<T>(
  initialize: (change: (value: T) => T) => (() => void) | void
): AsyncGenerator<T, void, unknown> {
  const values: T[] = [];
  let waiting: ((result: IteratorResult<T, void>) => void) | undefined;
  let ended = false;
  const dispose = initialise(initialize, (value) => {
    if (ended) return value;
    if (waiting) {
      waiting({done: false, value});
      waiting = undefined;
    } else values.push(value);
    return value;
  });
  return asyncGenerator({
    next() {
      if (ended) return Promise.resolve({done: true, value: undefined});
      if (values.length > 0) return Promise.resolve({done: false, value: values.shift() as T});
      return new Promise((resolve) => (waiting = resolve));
    },
    end() {
      if (ended) return;
      ended = true;
      waiting?.({done: true, value: undefined});
      dispose?.();
    }
  });
}
