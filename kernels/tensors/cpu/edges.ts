import {Edges, EdgesGradient, Nearest, type NearestAttributes} from "../kernels/edges.ts";
import {cpuKernel, type Array32} from "./kernel.ts";

export const nearestKernel = cpuKernel<{x: Array32}, NearestAttributes>(Nearest, ({x}, {count}) => {
  const [n, points, , channels] = x.shape as [number, number, number, number];
  const y = new Float32Array(n * points * count);
  const distances = new Float32Array(points);
  for (let i = 0; i < n * points; ++i) {
    const first = Math.floor(i / points) * points;
    for (let j = 0; j < points; ++j) {
      let sum = 0;
      for (let c = 0; c < channels; ++c)
        sum += (x.values[i * channels + c] - x.values[(first + j) * channels + c]) ** 2;
      distances[j] = sum;
    }
    insertNearest(distances, count, y, i * count);
  }
  return {shape: [n, points, count], values: y};
});

/** Writes the numbers of the `count` smallest distances from `at` on, by insertion: `count` is small. */
function insertNearest(distances: Float32Array, count: number, y: Float32Array, at: number): void {
  let held = 0;
  for (let j = 0; j < distances.length; ++j) {
    if (held === count && !(distances[j] < distances[y[at + held - 1]])) continue;
    let place = held < count ? held++ : held - 1;
    for (; place > 0 && distances[j] < distances[y[at + place - 1]]; --place) y[at + place] = y[at + place - 1];
    y[at + place] = j;
  }
}

export const edgesKernel = cpuKernel<{x: Array32; nearest: Array32}>(Edges, ({x, nearest}) => {
  const [n, points, , channels] = x.shape as [number, number, number, number];
  const count = nearest.shape[2];
  const y = new Float32Array(n * points * count * 2 * channels);
  eachEdge(nearest, (start, end, edge) => {
    for (let c = 0, at = edge * 2 * channels; c < channels; ++c, ++at) {
      y[at] = x.values[end * channels + c] - x.values[start * channels + c];
      y[at + channels] = x.values[start * channels + c];
    }
  });
  return {shape: [n, points, count, 2 * channels], values: y};
});

export const edgesGradientKernel = cpuKernel<{dy: Array32; nearest: Array32}>(EdgesGradient, ({dy, nearest}) => {
  const [n, points] = nearest.shape;
  const channels = dy.shape[3] / 2;
  const dx = new Float32Array(n * points * channels);
  eachEdge(nearest, (start, end, edge) => {
    for (let c = 0, at = edge * 2 * channels; c < channels; ++c, ++at) {
      dx[end * channels + c] += dy.values[at];
      dx[start * channels + c] += dy.values[at + channels] - dy.values[at];
    }
  });
  return {shape: [n, points, 1, channels], values: dx};
});

/** Calls `visit` with each edge's ends, numbered through the batch, and its own number. */
function eachEdge({shape, values}: Array32, visit: (start: number, end: number, edge: number) => void): void {
  const [, points, count] = shape;
  for (let edge = 0; edge < values.length; ++edge) {
    const start = Math.floor(edge / count);
    visit(start, Math.floor(start / points) * points + values[edge], edge);
  }
}
