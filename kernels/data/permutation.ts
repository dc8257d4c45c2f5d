/** A source of numbers, uniform in [0, 1). */
export type Draw = () => number;

/** The numbers 0 to count − 1 in random order (Fisher and Yates, from the end). */
export function permutation(count: number, draw: Draw): Uint32Array {
  const order = Uint32Array.from({length: count}, (_, i) => i);
  for (let i = count - 1; i > 0; --i) {
    const j = Math.floor(draw() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}
