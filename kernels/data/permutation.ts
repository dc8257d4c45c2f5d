import type {Random} from "../graph/random.ts";

/** The numbers 0 to count − 1 in random order. */
export function permutation(count: number, random: Random): Uint32Array {
  return random.shuffle(Uint32Array.from({length: count}, (_, i) => i));
}
