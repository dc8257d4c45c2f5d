import type {Draw} from "./permutation.ts";

/**
 * Random numbers for one purpose: the same seed and keys give the same numbers, other keys unrelated ones. Because every
 * epoch and step has a stream of its own, the state of all randomness in training is the number of the step.
 */
export function stream(seed: number, ...keys: readonly (string | number)[]): Draw {
  // FNV-1a over the words spreads the keys over four lanes; SplitMix-like finishing is left to the first 16 rounds
  const lanes = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 0x85ebca6b].map((offset) => {
    let hash = offset;
    for (const char of JSON.stringify([seed, ...keys])) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193);
    return hash >>> 0;
  });
  let [a, b, c, counter] = lanes;
  // sfc32 (Chris Doty-Humphrey, PractRand)
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 4294967296;
  };
  for (let i = 0; i < 16; ++i) next();
  return next;
}
