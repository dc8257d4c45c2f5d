/** The nearest integer; a half goes to the even one, as Python rounds (`Math.round` differs: 100.5 → 100). */
export function roundHalfEven(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor;
}

/** The nearest multiple of 8, at least 8. */
export function round8(x: number): number {
  return Math.max(8, 8 * roundHalfEven(x / 8));
}
