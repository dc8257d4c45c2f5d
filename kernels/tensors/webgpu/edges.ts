import type {TensorInfo} from "@tensorflow/tfjs-core";
import {Edges, EdgesGradient, Nearest, type NearestAttributes} from "../kernels/edges.ts";
import {dispatch, type Program} from "./dispatch.ts";
import {webgpuKernel} from "./kernel.ts";

const distances: Program<"x", "y", "points" | "c"> = {
  name: "squared distances",
  element: "f32",
  reads: {x: "T"},
  writes: {y: "T"},
  uniforms: {points: "i32", c: "i32"},
  main: `
  let i = index / u.points;
  let j = i / u.points * u.points + index % u.points;
  var s = 0.0;
  for (var k = 0; k < u.c; k++) {
    let apart = x[i * u.c + k] - x[j * u.c + k];
    s += apart * apart;
  }
  y[index] = s;`
};

// One thread a point: in each round the smallest distance after the one taken before it, of equal ones the earlier point.
const choose: Program<"x", "y", "points" | "count"> = {
  name: "nearest points",
  element: "f32",
  reads: {x: "T"},
  writes: {y: "T"},
  uniforms: {points: "i32", count: "i32"},
  main: `
  var taken = -1.0;
  var last = -1;
  for (var k = 0; k < u.count; k++) {
    var best = 3.4028234663852886e38;
    var found = -1;
    for (var j = 0; j < u.points; j++) {
      let d = x[index * u.points + j];
      if ((d > taken || (d == taken && j > last)) && (found < 0 || d < best)) {
        best = d;
        found = j;
      }
    }
    y[index * u.count + k] = f32(max(found, 0));
    taken = best;
    last = found;
  }`
};

export const nearestKernel = webgpuKernel<{x: TensorInfo}, NearestAttributes>(Nearest, (backend, {x}, {count}) => {
  const [n, points, , c] = x.shape as [number, number, number, number];
  const apart = dispatch(backend, distances, {
    reads: {x},
    writes: {y: [n, points, points]},
    uniforms: {points, c},
    threads: n * points * points
  }).y;
  const {y} = dispatch(backend, choose, {
    reads: {x: apart},
    writes: {y: [n, points, count]},
    uniforms: {points, count},
    threads: n * points
  });
  backend.disposeData(apart.dataId);
  return y;
});

const lead: Program<"x" | "nearest", "y", "points" | "count" | "c"> = {
  name: "edges",
  element: "f32",
  reads: {x: "T", nearest: "T"},
  writes: {y: "T"},
  uniforms: {points: "i32", count: "i32", c: "i32"},
  main: `
  let edge = index / (2 * u.c);
  let start = edge / u.count;
  let c = index % u.c;
  let centre = x[start * u.c + c];
  if (index % (2 * u.c) >= u.c) {
    y[index] = centre;
  } else {
    let end = start / u.points * u.points + i32(nearest[edge]);
    y[index] = x[end * u.c + c] - centre;
  }`
};

type Inputs = {x: TensorInfo; nearest: TensorInfo};

export const edgesKernel = webgpuKernel<Inputs>(Edges, (backend, {x, nearest}) => {
  const [n, points, , c] = x.shape as [number, number, number, number];
  const count = nearest.shape[2]!;
  return dispatch(backend, lead, {
    reads: {x, nearest},
    writes: {y: [n, points, count, 2 * c]},
    uniforms: {points, count, c},
    threads: n * points * count * 2 * c
  }).y;
});

// A point asks every edge of its sample whether it ends there: no two threads write one number, and sums have one order.
const gather: Program<"dy" | "nearest", "dx", "points" | "count" | "c"> = {
  name: "edges gradient",
  element: "f32",
  reads: {dy: "T", nearest: "T"},
  writes: {dx: "T"},
  uniforms: {points: "i32", count: "i32", c: "i32"},
  main: `
  let point = index / u.c;
  let c = index % u.c;
  var s = 0.0;
  for (var k = 0; k < u.count; k++) {
    let at = (point * u.count + k) * 2 * u.c + c;
    s += dy[at + u.c] - dy[at];
  }
  let first = point / u.points * u.points * u.count;
  let own = f32(point % u.points);
  for (var edge = first; edge < first + u.points * u.count; edge++) {
    if (nearest[edge] == own) { s += dy[edge * 2 * u.c + c]; }
  }
  dx[index] = s;`
};

type Gradients = {dy: TensorInfo; nearest: TensorInfo};

export const edgesGradientKernel = webgpuKernel<Gradients>(EdgesGradient, (backend, {dy, nearest}) => {
  const [n, points, count] = nearest.shape as [number, number, number];
  const c = dy.shape[3]! / 2;
  return dispatch(backend, gather, {
    reads: {dy, nearest},
    writes: {dx: [n, points, 1, c]},
    uniforms: {points, count, c},
    threads: n * points * c
  }).dx;
});
