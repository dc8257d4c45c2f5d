import {util, type TensorInfo} from "@tensorflow/tfjs-core";
import type {MathBackendWebGL} from "@tensorflow/tfjs-backend-webgl";
import {callsOf, type Calls} from "../kernels/calls.ts";
import {Conv, ConvGradientFilter, ConvTranspose} from "../kernels/conv.ts";
import type {Grouped, Window, WindowOver} from "../kernels/window.ts";
import {col2Im} from "./col2Im.ts";
import {im2Col} from "./im2Col.ts";
import {webglKernel} from "./kernel.ts";
import {weightGradient} from "./linearGradientWeight.ts";
import {matMul} from "./matMul.ts";

/*
 * From the columns of the map's windows and a matrix product a group:
 *
 *   y = Im2Col(x)·F + b   dx = Col2Im(dy·Fᵀ)   dF = Im2Col(x)ᵀ·dy   with F the group's filter as [kh·kw·ci/groups, co/groups]
 *
 * All groups go in one draw, as stacks of matrices. A batch whose columns would take too much memory goes in pieces.
 */

type Inputs = {x: TensorInfo; filter: TensorInfo; bias?: TensorInfo};

/** The columns of one piece of a batch take at most this many numbers (64 MB). */
const mostColumns = 2 ** 24;

const stacks = {batchA: true, batchB: true, transposeA: false};

export const convKernel = webglKernel<Inputs, Grouped<Window>>(Conv, (backend, {x, filter, bias}, window) => {
  const {outHeight, outWidth, groups} = window;
  const calls = callsOf("webgl", backend);
  const filters = apart(calls, filter, groups);
  const own = filters.shape[2]!;
  const y = inPieces(backend, x, window, (piece) => {
    const columns = im2Col(backend, piece, window);
    const fused = groups === 1 ? bias : undefined;
    const shape = [groups, columns.shape[1]!, own];
    const product = matMul(backend, columns, filters, fused, {...stacks, transposeB: false}, shape);
    const map = together(calls, product, [piece.shape[0]!, outHeight, outWidth, groups * own]);
    calls.dispose(columns, product);
    return map;
  });
  calls.dispose(filters);
  return groups === 1 ? y : biased(calls, y, bias);
});

export const convTransposeKernel = webglKernel<Inputs, Grouped<WindowOver>>(
  ConvTranspose,
  (backend, {x, filter, bias}, window) => {
    const {groups} = window;
    const calls = callsOf("webgl", backend);
    const filters = apart(calls, filter, groups);
    const y = inPieces(backend, x, window, (piece) => {
      const dy = apart(calls, piece, groups);
      const shape = [groups, dy.shape[1]!, filters.shape[1]!];
      const columns = matMul(backend, dy, filters, undefined, {...stacks, transposeB: true}, shape);
      const map = col2Im(backend, columns, window, piece.shape[0]!, filter.shape[2]! * groups);
      calls.dispose(dy, columns);
      return map;
    });
    calls.dispose(filters);
    return biased(calls, y, bias);
  }
);

export const convGradientFilterKernel = webglKernel<{x: TensorInfo; dy: TensorInfo}, Grouped<Window>>(
  ConvGradientFilter,
  (backend, {x, dy}, window) => {
    const {groups} = window;
    const calls = callsOf("webgl", backend);
    let sum: TensorInfo | undefined;
    for (const [from, count] of piecesOf(x.shape[0]!, x.shape[3]!, window)) {
      const [part, slice] = [sliceBatch(calls, x, from, count), sliceBatch(calls, dy, from, count)];
      const columns = im2Col(backend, part, window);
      const rows = apart(calls, slice, groups);
      const product = weightGradient(backend, columns, rows, groups);
      calls.dispose(part, slice, columns, rows);
      if (!sum) sum = product;
      else {
        const total = calls.one("Add", {a: sum, b: product}, {});
        calls.dispose(sum, product);
        sum = total;
      }
    }
    const filter = together(calls, sum!, [...window.kernel, x.shape[3]! / groups, dy.shape[3]!]);
    calls.dispose(sum!);
    return filter;
  }
);

/** x [.., c] as a stack of matrices [groups, rows, c/groups]. */
function apart(calls: Calls, x: TensorInfo, groups: number): TensorInfo {
  const c = x.shape.at(-1)!;
  const rows = util.sizeFromShape(x.shape) / c;
  if (groups === 1) return calls.reshape(x, [1, rows, c]);
  const split = calls.reshape(x, [rows, groups, c / groups]);
  const stack = calls.one("Transpose", {x: split}, {perm: [1, 0, 2]});
  calls.dispose(split);
  return stack;
}

/** Such a stack as one tensor of `shape` [.., c] again. */
function together(calls: Calls, stack: TensorInfo, shape: number[]): TensorInfo {
  if (stack.shape[0] === 1) return calls.reshape(stack, shape);
  const split = calls.one("Transpose", {x: stack}, {perm: [1, 0, 2]});
  const whole = calls.reshape(split, shape);
  calls.dispose(split);
  return whole;
}

/** y + bias; y is disposed of. */
function biased(calls: Calls, y: TensorInfo, bias: TensorInfo | undefined): TensorInfo {
  if (!bias) return y;
  const sum = calls.one("Add", {a: y, b: bias}, {});
  calls.dispose(y);
  return sum;
}

/** First sample and count of each piece of the batch. */
function piecesOf(batch: number, channels: number, {kernel, outHeight, outWidth}: Window): [number, number][] {
  const count = Math.max(1, Math.floor(mostColumns / (kernel[0] * kernel[1] * channels * outHeight * outWidth)));
  const pieces: [number, number][] = [];
  for (let from = 0; from < batch; from += count) pieces.push([from, Math.min(count, batch - from)]);
  return pieces;
}

function sliceBatch(calls: Calls, x: TensorInfo, from: number, count: number): TensorInfo {
  if (count === x.shape[0]) return calls.reshape(x, x.shape);
  return calls.one("Slice", {x}, {begin: [from, 0, 0, 0], size: [count, ...x.shape.slice(1)]});
}

/** `map` over the pieces of a batch, joined again. */
function inPieces(
  backend: MathBackendWebGL,
  x: TensorInfo,
  window: Window,
  map: (piece: TensorInfo) => TensorInfo
): TensorInfo {
  const pieces = piecesOf(x.shape[0]!, x.shape[3]!, window);
  if (pieces.length === 1) return map(x);
  const calls = callsOf("webgl", backend);
  const maps = pieces.map(([from, count]) => {
    const piece = sliceBatch(calls, x, from, count);
    const result = map(piece);
    calls.dispose(piece);
    return result;
  });
  const joined = calls.one("Concat", Object.fromEntries(maps.map((m, i) => [i, m])), {axis: 0});
  calls.dispose(...maps);
  return joined;
}
