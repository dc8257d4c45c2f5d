import type {TensorInfo} from "@tensorflow/tfjs-core";
import {Edges, EdgesGradient, Nearest, type NearestAttributes} from "../kernels/edges.ts";
import {webglKernel} from "./kernel.ts";
import {runTexels, type TexelProgram} from "./texelProgram.ts";

/*
 * As stacks of matrices, points are [n·points, 1, c], the numbers of the nearest [n, points, count] and edges
 * [n·points, count, 2c]. Each of a texel's elements is computed by itself.
 */

/** The four elements of a texel from a function `float one(int b, int r, int c)`. */
const fourTimes = "return vec4(one(b, r, c), one(b, r, c + 1), one(b, r + 1, c), one(b, r + 1, c + 1));";

/** GLSL: the element (r, c) of matrix b of a tensor x. */
const element = (x: string) => `
float ${x}One(int b, int r, int c) { vec2 v = ${x}Pair(b, r, c); return (c & 1) == 0 ? v.r : v.g; }`;

const distances: TexelProgram<"x", "points"> = {
  reads: ["x"],
  uniforms: {points: "int"},
  declarations: `${element("x")}
float one(int b, int i, int j) {
  float s = 0.0;
  for (int k = 0; k < xSize.y; k++) {
    float apart = xOne(b * points + i, 0, k) - xOne(b * points + j, 0, k);
    s += apart * apart;
  }
  return s;
}`,
  main: fourTimes
};

// Round k looks for the smallest distance after that of round k - 1, of equal ones for the earlier point.
const choose: TexelProgram<"x", never> = {
  reads: ["x"],
  uniforms: {},
  declarations: `${element("x")}
float one(int b, int i, int round) {
  float taken = -1.0;
  int last = -1;
  for (int k = 0; k <= round; k++) {
    float best = 3.4028234663852886e38;
    int found = -1;
    for (int j = 0; j < xSize.y; j++) {
      float d = xOne(b, i, j);
      if ((d > taken || (d == taken && j > last)) && (found < 0 || d < best)) {
        best = d;
        found = j;
      }
    }
    taken = best;
    last = found;
  }
  return float(last);
}`,
  main: fourTimes
};

export const nearestKernel = webglKernel<{x: TensorInfo}, NearestAttributes>(Nearest, (backend, {x}, {count}) => {
  const [n, points] = x.shape as [number, number];
  const apart = runTexels(backend, distances, {reads: {x}, shape: [n, points, points], uniforms: {points}});
  const nearest = runTexels(backend, choose, {reads: {x: apart}, shape: [n, points, count], uniforms: {}});
  backend.disposeIntermediateTensorInfo(apart);
  return nearest;
});

const lead: TexelProgram<"x" | "nearest", "points" | "channels"> = {
  reads: ["x", "nearest"],
  uniforms: {points: "int", channels: "int"},
  declarations: `${element("x")}${element("nearest")}
float one(int start, int k, int c) {
  if (c >= channels) return xOne(start, 0, c - channels);
  int b = quotient(start, points);
  int end = b * points + int(nearestOne(b, start - b * points, k));
  return xOne(end, 0, c) - xOne(start, 0, c);
}`,
  main: fourTimes
};

type Inputs = {x: TensorInfo; nearest: TensorInfo};

export const edgesKernel = webglKernel<Inputs>(Edges, (backend, {x, nearest}) => {
  const [n, points, , channels] = x.shape as [number, number, number, number];
  const count = nearest.shape[2]!;
  return runTexels(backend, lead, {
    reads: {x, nearest},
    shape: [n, points, count, 2 * channels],
    uniforms: {points, channels}
  });
});

// A point asks every edge of its sample whether it ends there: fragments cannot scatter, and sums have one order.
const gather: TexelProgram<"dy" | "nearest", "points" | "count" | "channels"> = {
  reads: ["dy", "nearest"],
  uniforms: {points: "int", count: "int", channels: "int"},
  declarations: `${element("dy")}${element("nearest")}
float one(int point, int c) {
  float s = 0.0;
  for (int k = 0; k < count; k++) s += dyOne(point, k, c + channels) - dyOne(point, k, c);
  int b = quotient(point, points);
  for (int i = 0; i < points; i++)
    for (int k = 0; k < count; k++)
      if (int(nearestOne(b, i, k)) == point - b * points) s += dyOne(b * points + i, k, c);
  return s;
}`,
  main: "return vec4(one(b, c), one(b, c + 1), 0.0, 0.0);" // one row a point
};

type Gradients = {dy: TensorInfo; nearest: TensorInfo};

export const edgesGradientKernel = webglKernel<Gradients>(EdgesGradient, (backend, {dy, nearest}) => {
  const [n, points, count] = nearest.shape as [number, number, number];
  const channels = dy.shape[3]! / 2;
  return runTexels(backend, gather, {
    reads: {dy, nearest},
    shape: [n, points, 1, channels],
    uniforms: {points, count, channels}
  });
});
