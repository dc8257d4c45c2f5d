import type {Random} from "../../graph/random.ts";
import type {Problem} from "../problem/problem.ts";
import {round8} from "../problem/round8.ts";
import type {Point, Space} from "./space.ts";

const steps = [8, 8, 8, 16, 16, 32, 32, 96];

/** Changes a point in place by one elementary move at random; it may leave the space. */
export function createMoves(
  {kinds, kernels}: Problem,
  {count, low, high}: Space,
  random: Random
): (point: Point) => void {
  const [W, B, K, L] = [1, 1 + count, 1 + 2 * count, 1 + 3 * count];
  const {uniform} = random;
  const below = (n: number) => Math.floor(uniform() * n);
  const half = () => uniform() < 0.5;
  const step = () => (half() ? 1 : -1) * steps[below(steps.length)];
  const top = high[0].length - 1;

  /** Brings a bottleneck into the range of its width. */
  function clipBottleneck(point: Point, j: number): void {
    const i = Math.max(1, Math.min(top, point[W + j] >> 3));
    point[B + j] = Math.max(low[j][i], Math.min(high[j][i], point[B + j]));
  }

  function widen(point: Point, j: number, by: number): void {
    const [before, after] = [point[W + j], point[W + j] + by];
    point[W + j] = after;
    if (after > 0 && half()) point[B + j] = round8((point[B + j] * after) / before);
    clipBottleneck(point, j);
  }

  function changeKernel(point: Point, j: number): void {
    const [old, kernel] = [point[K + j], kernels[j][below(kernels[j].length)]];
    point[K + j] = kernel;
    // b·k stays, and with it the entropy and the cost of the k×k convolution
    if (kernel === old || kinds[j] !== "K1KXK1" || uniform() >= 0.7) return;
    point[B + j] = round8((point[B + j] * old) / kernel);
    if (point[B + j] >= low[j][Math.min(top, point[W + j] >> 3)]) return;
    if (half()) {
      const width = Math.min(10 * point[B + j], point[W + j]);
      point[W + j] = 8 * Math.floor(width / 8);
    }
    clipBottleneck(point, j);
  }

  return (point) => {
    const kind = uniform();
    const j = below(count);
    if (kind < 0.05) point[0] += half() ? 8 : -8;
    else if (kind < 0.33) widen(point, j, step());
    else if (kind < 0.45) {
      const [width, by] = [point[W + j], step()];
      for (let i = j; i < count && point[W + i] === width; ++i) {
        point[W + i] += by;
        clipBottleneck(point, i);
      }
    } else if (kind < 0.65) {
      point[B + j] += step();
      clipBottleneck(point, j);
    } else if (kind < 0.78) point[L + j] += half() ? 1 : -1;
    else if (kind < 0.88) {
      point[L + j] += 1;
      point[L + below(count)] -= 1;
    } else if (kind < 0.94) changeKernel(point, j);
    else {
      point[L + j] += half() ? 1 : -1;
      const i = below(count);
      point[B + i] += half() ? 8 : -8;
      if (half()) point[W + i] += half() ? 40 : -40;
      clipBottleneck(point, i);
    }
  };
}
