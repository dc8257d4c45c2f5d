import type {Random} from "../../graph/random.ts";
import type {Problem} from "../problem/problem.ts";
import type {Point, Space} from "./space.ts";

/** Draws how many blocks beyond the fewest each super block of one network has. */
export type DepthDraw = (random: Random) => () => number;

const deepest = 24;

export const mostlyShallow: DepthDraw = (random) => () => Math.floor(deepest * random.uniform() ** 3);

/** Evenly in the logarithm, below a depth that is drawn for the network. */
export const shallowOrDeep: DepthDraw = (random) => {
  const most = deepest ** random.uniform();
  return () => Math.round(most ** random.uniform()) - 1;
};

/**
 * Makes a function that sets a point at random: widths and bottlenecks evenly in their logarithms below a width that is drawn
 * first, depths as told. What it sets may lie outside the space where growth is bounded.
 */
export function createDraw(problem: Problem, space: Space, random: Random, depths: DepthDraw): (point: Point) => void {
  const {kinds, stem, width, kernels, least, most, monotone} = problem;
  const count = kinds.length;
  const between = (low: number, high: number) => low + random.integer(high - low + 1);
  const logarithmic = (low: number, high: number) => 8 * Math.round((low * (high / low) ** random.uniform()) / 8);
  return (point) => {
    point[0] = 8 * between(stem[0] / 8, stem[1] / 8);
    const widest = logarithmic(point[0], width);
    const widths = kinds.map(() => logarithmic(point[0], widest));
    if (monotone) widths.sort((a, b) => a - b);
    const more = depths(random);
    for (let j = 0; j < count; ++j) {
      const [low, high] = [space.low[j][widths[j] / 8], space.high[j][widths[j] / 8]];
      point[1 + j] = widths[j];
      point[1 + count + j] = logarithmic(low, high);
      point[1 + 2 * count + j] = kernels[j][random.integer(kernels[j].length)];
      point[1 + 3 * count + j] = Math.min(most[j], least[j] + more());
    }
  };
}
