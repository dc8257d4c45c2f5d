import type {Slot} from "./slot.ts";
import type {State} from "../run/state.ts";

/**
 * The states of a slot as an async generator: the present one at once, then each time the latest, skipping those that
 * nobody waited for. Returning it stops listening and nothing else.
 */
export function latest(slot: Promise<Slot>): AsyncGenerator<State, void, void> {
  let changed = true;
  let wake: (() => void) | null = null;
  let stopped = false;
  let unobserve: (() => void) | null = null;
  const listening = slot.then((found) => {
    if (!stopped)
      unobserve = found.observe(() => {
        changed = true;
        wake?.();
      });
    return found;
  });
  listening.catch(() => undefined); // told by next()
  const end = () => {
    stopped = true;
    unobserve?.();
    wake?.();
  };
  const done = {done: true as const, value: undefined};
  return {
    async next() {
      const found = await listening;
      while (!changed && !stopped) await new Promise<void>((resolve) => (wake = resolve));
      if (stopped) return done;
      changed = false;
      return {done: false, value: found.state};
    },
    async return() {
      end();
      return done;
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
