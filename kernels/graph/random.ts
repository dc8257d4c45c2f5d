import {fnv1a} from "./hash.ts";

/**
 * A seeded source of chance. The same seed and key give the same numbers on every machine and in every version; a part of
 * a program takes its own stream with `split`, so that one more draw here changes nothing there.
 */
export interface Random {
  /** The next number in [0, 1), a multiple of 2⁻³². */
  uniform(): number;
  /** The next integer in 0 … n − 1. */
  integer(n: number): number;
  /** The next draw from the unit normal distribution. */
  normal(): number;
  /** A stream of its own, which depends on the seed and the keys alone, not on what was drawn before. */
  split(key: string | number): Random;
  /** Shuffles in place (Fisher and Yates) and returns what it was given. */
  shuffle<T extends {[index: number]: unknown; length: number}>(items: T): T;
}

/** A stream for a seed: sfc32 (Doty-Humphrey's small fast counter) started from four FNV-1a hashes of `seed/key`. */
export function createRandom(seed: number | string, key = ""): Random {
  const name = `${seed}/${key}`;
  const next = sfc32(fnv1a(`0:${name}`), fnv1a(`1:${name}`), fnv1a(`2:${name}`), fnv1a(`3:${name}`) | 1);
  for (let i = 0; i < 15; ++i) next(); // until every bit of the state depends on every bit of the seed
  const uniform = () => next() / 2 ** 32;
  let spare: number | undefined;
  return {
    uniform,
    integer: (n) => Math.floor(uniform() * n),
    normal() {
      if (spare !== undefined) {
        const value = spare;
        spare = undefined;
        return value;
      }
      const radius = Math.sqrt(-2 * Math.log(1 - uniform())); // Box and Muller; 1 − u is never 0
      const angle = 2 * Math.PI * uniform();
      spare = radius * Math.sin(angle);
      return radius * Math.cos(angle);
    },
    split: (part) => createRandom(seed, `${key}/${part}`),
    shuffle(items) {
      for (let i = items.length - 1; i > 0; --i) {
        const j = Math.floor(uniform() * (i + 1));
        [items[i], items[j]] = [items[j], items[i]];
      }
      return items;
    }
  };
}

function sfc32(a: number, b: number, c: number, counter: number): () => number {
  return () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return sum >>> 0;
  };
}
