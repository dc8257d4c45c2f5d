/** A clock that stands still until it is told to go on; what is due is called in order, promises settle in between. */
export function standingClock() {
  let time = 1_000_000;
  const due = new Set<{at: number; call: () => void}>();
  return {
    now: () => time,
    after(milliseconds: number, call: () => void): () => void {
      const entry = {at: time + milliseconds, call};
      due.add(entry);
      return () => due.delete(entry);
    },
    async pass(milliseconds: number): Promise<void> {
      const end = time + milliseconds;
      await settled();
      for (;;) {
        const next = [...due].filter(({at}) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        due.delete(next);
        time = next.at;
        next.call();
        await settled();
      }
      time = end;
      await settled();
    }
  };
}

/** Lets every promise that can settle do so. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 20; ++i) await Promise.resolve();
}
