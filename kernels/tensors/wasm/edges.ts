import {Edges, EdgesGradient, Nearest, type NearestAttributes} from "../kernels/edges.ts";
import {wasmKernel, type Cell} from "./kernel.ts";

export const nearestKernel = wasmKernel<{x: Cell}, NearestAttributes>(Nearest, (simd, {x}, heap, {count}) => {
  const [n, points, , c] = x.shape as [number, number, number, number];
  const y = heap.output([n, points, count]);
  simd.nearest(x.pointer, n, points, c, count, y.pointer, heap.scratch(simd.nearestScratch(points)));
  return y;
});

export const edgesKernel = wasmKernel<{x: Cell; nearest: Cell}>(Edges, (simd, {x, nearest}, heap) => {
  const [n, points, , c] = x.shape as [number, number, number, number];
  const count = nearest.shape[2];
  const y = heap.output([n, points, count, 2 * c]);
  simd.edges(x.pointer, nearest.pointer, n, points, c, count, y.pointer);
  return y;
});

export const edgesGradientKernel = wasmKernel<{dy: Cell; nearest: Cell}>(EdgesGradient, (simd, {dy, nearest}, heap) => {
  const [n, points, count] = nearest.shape;
  const c = dy.shape[3] / 2;
  const dx = heap.output([n, points, 1, c]);
  simd.edgesGradient(dy.pointer, nearest.pointer, n, points, c, count, dx.pointer);
  return dx;
});
