import {isSuper, type Item, type Structure} from "../../models/deepMad/structure.ts";
import {round8} from "../problem/round8.ts";
import type {Problem} from "../problem/problem.ts";

/** A point: the stem's width, then of all super blocks the widths, the bottlenecks, the kernels, the depths. */
export type Point = Int32Array;

/** Which points belong to a problem, and how they read as structures. */
export interface Space {
  readonly count: number;
  /** The bounds of a bottleneck for a width, by super block and width / 8. */
  readonly low: readonly Int32Array[];
  readonly high: readonly Int32Array[];
  contains(point: Point): boolean;
  toStructure(point: Point): Structure;
  /** The nearest point of the space to a structure of the same template, by clipping part after part. */
  nearest(structure: Structure): Point;
  /** The point of which every number is the least. */
  smallest(): Point;
}

export function createSpace(problem: Problem): Space {
  const {kinds, strides, stem, width, growth, monotone, kernels, least, most, expansion, head, channels} = problem;
  const count = kinds.length;
  const [W, B, K, L] = [1, 1 + count, 1 + 2 * count, 1 + 3 * count];
  const bounds = expansion.map(([low, high]) => {
    const table = (ratio: number) =>
      Int32Array.from({length: width / 8 + 1}, (_, i) => (ratio === 1 ? Math.max(8, 8 * i) : round8(8 * i * ratio)));
    return {low: table(low), high: table(high)};
  });
  const low = bounds.map((bound) => bound.low);
  const high = bounds.map((bound) => bound.high);
  const fits = kernels.map((choices) => Uint8Array.from({length: 64}, (_, k) => Number(choices.includes(k))));

  function contains(point: Point): boolean {
    if (point[0] < stem[0] || point[0] > stem[1]) return false;
    let before = point[0];
    for (let j = 0; j < count; ++j) {
      const out = point[W + j];
      if (out < 8 || out > width || (monotone && out < before) || out > growth * before) return false;
      const b = point[B + j];
      if (b < low[j][out >> 3] || b > high[j][out >> 3]) return false;
      const depth = point[L + j];
      if (depth < least[j] || depth > most[j] || !fits[j][point[K + j]]) return false;
      before = out;
    }
    return true;
  }

  return {
    count,
    low,
    high,
    contains,
    toStructure(point) {
      const items: Item[] = [{class: "ConvKXBNRELU", in: channels, out: point[0], k: 3, s: strides[0]}];
      for (let j = 0; j < count; ++j)
        items.push({
          class: `SuperRes${kinds[j]}`,
          in: items[j].out,
          out: point[W + j],
          k: point[K + j],
          s: strides[j + 1],
          btn: point[B + j],
          L: point[L + j]
        });
      if (head) items.push({class: "ConvKXBNRELU", in: point[W + count - 1], out: head, k: 1, s: 1});
      return items;
    },
    nearest(structure) {
      const point = new Int32Array(1 + 4 * count);
      const blocks = structure.filter(isSuper);
      point[0] = clip(eight(structure[0].out), stem[0], stem[1]);
      for (let j = 0; j < count; ++j) {
        const block = blocks[Math.min(j, blocks.length - 1)];
        const before = point[W + j - 1]; // the stem for the first
        const most8 = Math.min(width, 8 * Math.floor((growth * before) / 8));
        const out = clip(eight(block?.out ?? before), monotone ? before : 8, most8);
        point[W + j] = out;
        point[B + j] = clip(eight(block?.btn ?? out), low[j][out >> 3], high[j][out >> 3]);
        point[K + j] = kernels[j].reduce((a, b) =>
          Math.abs(b - (block?.k ?? 3)) < Math.abs(a - (block?.k ?? 3)) ? b : a
        );
        point[L + j] = clip(block?.L ?? 1, least[j], most[j]);
      }
      return point;
    },
    smallest() {
      const point = new Int32Array(1 + 4 * count);
      point[0] = stem[0];
      for (let j = 0; j < count; ++j) {
        const out = monotone ? point[W + j - 1] : 8;
        point[W + j] = out;
        point[B + j] = low[j][out >> 3];
        point[K + j] = kernels[j][0];
        point[L + j] = least[j];
      }
      return point;
    }
  };
}

function clip(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}

function eight(value: number): number {
  return Math.max(8, 8 * Math.round(value / 8));
}
