/** Collects ids and hands them on once, at the next frame. */
export function soon(frame: (callback: () => void) => void, work: (ids: readonly number[]) => void) {
  const waiting = new Set<number>();
  return (id: number): void => {
    if (waiting.size === 0)
      frame(() => {
        const ids = [...waiting];
        waiting.clear();
        work(ids);
      });
    waiting.add(id);
  };
}
