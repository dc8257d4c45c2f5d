/** What one cell keeps from run to run, by the order in which it asks. */
export interface InOrder<T> {
  /** The cell runs again: what it asks for next is what it asked for first before. */
  begin(): void;
  next(): T;
}

/** Several calls in one run of a cell get a thing each; in the next run the same ones, in the same order. */
export function inOrder<T>(make: () => T): InOrder<T> {
  const kept: T[] = [];
  let calls = 0;
  return {
    begin: () => void (calls = 0),
    next: () => (kept[calls++] ??= make())
  };
}
