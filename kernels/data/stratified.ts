import {DataError} from "./error.ts";
import type {Random} from "../graph/random.ts";
import {permutation} from "./permutation.ts";

/**
 * Divides places by class, so that both parts have the classes in the same proportion: `held` of them are held out, the
 * rest kept; both come back in ascending order. A class gives its share rounded down, and the classes with the largest
 * remainders give one more until `held` is reached.
 */
export function stratified(
  labels: ArrayLike<number>,
  held: number,
  random: Random
): {kept: Uint32Array; held: Uint32Array} {
  const count = labels.length;
  if (!(Number.isInteger(held) && held > 0 && held < count))
    throw new DataError(`invalid number of images to hold out: ${held}; expected 1 to ${count - 1}`);
  const places = new Map<number, number[]>();
  for (let i = 0; i < count; ++i) {
    const of = places.get(labels[i]);
    if (of) of.push(i);
    else places.set(labels[i], [i]);
  }
  const classes = [...places]
    .sort(([a], [b]) => a - b)
    .map(([, places]) => ({places, exact: (places.length * held) / count}));
  const take = classes.map(({exact}) => Math.floor(exact));
  const byRemainder = classes
    .map(({exact}, i) => ({i, remainder: exact - Math.floor(exact)}))
    .sort((a, b) => b.remainder - a.remainder || a.i - b.i);
  let missing = held - take.reduce((sum, n) => sum + n, 0);
  for (const {i} of byRemainder) if (missing-- > 0) ++take[i];
  const out = new Uint8Array(count);
  classes.forEach(({places}, i) => {
    const order = permutation(places.length, random);
    for (let k = 0; k < take[i]; ++k) out[places[order[k]]] = 1;
  });
  const part = (flag: number) => Uint32Array.from(Array.from(out.keys()).filter((i) => out[i] === flag));
  return {kept: part(0), held: part(1)};
}
