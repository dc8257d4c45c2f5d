/** Reports values through `change` from now on; may return what ends it. */
export type Initialize<T> = (change: (value: T) => T) => (() => void) | void;

/**
 * An async generator of the values that `initialize` reports, as Observable's `Generators.observe`: a value that nobody
 * took is replaced by the next. What `initialize` returns is called at the end.
 */
export function observe<T>(initialize: Initialize<T>): AsyncGenerator<T, void, unknown> {
  let fresh: {value: T} | undefined;
  let waiting: ((result: IteratorResult<T, void>) => void) | undefined;
  let ended = false;
  const dispose = initialise(initialize, (value) => {
    if (ended) return value;
    if (waiting) {
      waiting({done: false, value});
      waiting = undefined;
    } else fresh = {value};
    return value;
  });
  return asyncGenerator({
    next() {
      if (ended) return Promise.resolve({done: true, value: undefined});
      if (fresh) {
        const {value} = fresh;
        fresh = undefined;
        return Promise.resolve({done: false, value});
      }
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

/** Calls an initializer. @throws TypeError if it returns something that cannot end it, a promise for one */
export function initialise<T>(initialize: Initialize<T>, change: (value: T) => T): (() => void) | undefined {
  const dispose: unknown = initialize(change);
  if (dispose === undefined || dispose === null) return undefined;
  if (typeof dispose !== "function")
    throw new TypeError("invalid initializer: it must return nothing or a function that ends it");
  return dispose as () => void;
}

/** An async generator object from how it gives values and how it ends. */
export function asyncGenerator<T>({
  next,
  end
}: {
  next(): Promise<IteratorResult<T, void>>;
  end(): void;
}): AsyncGenerator<T, void, unknown> {
  return {
    next,
    async return() {
      end();
      return {done: true, value: undefined};
    },
    async throw(error) {
      end();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
    async [Symbol.asyncDispose]() {
      end();
    }
  };
}
