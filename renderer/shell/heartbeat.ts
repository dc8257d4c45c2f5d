const patience = 3000;

export interface Heartbeat {
  /** Asks, unless a question is open already. */
  probe(): void;
  /** The answer to question `n` came. */
  answered(n: number): void;
  stop(): void;
}

/** Asks a frame now and then whether it still answers; `silent` is told when it has not for three seconds, and when it
 * does again. */
export function heartbeat({
  ask,
  silent,
  after
}: {
  ask: (n: number) => void;
  silent: (is: boolean) => void;
  after: (milliseconds: number, call: () => void) => () => void;
}): Heartbeat {
  let count = 0;
  let cancel: (() => void) | null = null;
  return {
    probe() {
      if (cancel !== null) return;
      cancel = after(patience, () => silent(true));
      ask(++count);
    },
    answered(n) {
      if (n !== count || cancel === null) return;
      cancel();
      cancel = null;
      silent(false);
    },
    stop() {
      cancel?.();
      cancel = null;
    }
  };
}
