const pause = 30;

/**
 * Applies the latest of each kind of news a little later: what a frame says a thousand times a second is shown thirty
 * times, and costs the shell as much.
 */
export function latestOf(after: (milliseconds: number, call: () => void) => () => void) {
  const waiting = new Map<string, () => void>();
  let cancel: (() => void) | null = null;
  return {
    put(kind: string, apply: () => void): void {
      waiting.set(kind, apply);
      cancel ??= after(pause, () => {
        cancel = null;
        const all = [...waiting.values()];
        waiting.clear();
        for (const each of all) each();
      });
    },
    /** Forgets what waits: its frame is gone. */
    drop(): void {
      cancel?.();
      cancel = null;
      waiting.clear();
    }
  };
}
