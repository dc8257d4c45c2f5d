/**
 * A number to 40 binary places. Engines round logarithms and exponentials differently in the last bit, and a search that meets
 * one such bit goes another way. Cut they agree, and searches with them; what is said of a design in the end is not cut.
 */
export function cut(x: number): number {
  return Math.round(x * 2 ** 40) / 2 ** 40;
}
