/** How an axis goes on beyond its ends; names and meaning of PyWavelets. */
export const paddings = ["zero", "symmetric", "reflect", "periodic", "periodization"] as const;
export type Padding = (typeof paddings)[number];

/**
 * The index that stands at position i of an axis of length n, or -1 where a zero stands. Mirrors as often as needed.
 * Periodization first makes the length even by a copy of the last element.
 */
export function extend(i: number, n: number, padding: Padding): number {
  switch (padding) {
    case "zero":
      return i >= 0 && i < n ? i : -1;
    case "symmetric": {
      const m = modulo(i, 2 * n);
      return m < n ? m : 2 * n - 1 - m;
    }
    case "reflect": {
      if (n === 1) return 0;
      const m = modulo(i, 2 * n - 2);
      return m < n ? m : 2 * n - 2 - m;
    }
    case "periodic":
      return modulo(i, n);
    case "periodization":
      return Math.min(modulo(i, n + (n % 2)), n - 1);
  }
}

export function modulo(i: number, n: number): number {
  return ((i % n) + n) % n;
}
