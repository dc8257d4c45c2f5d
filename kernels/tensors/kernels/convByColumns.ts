import {util, type KernelConfig, type TensorInfo} from "@tensorflow/tfjs-core";
import {callsOf, type Calls} from "./calls.ts";
import {Col2Im, Im2Col} from "./columns.ts";
import {Conv, ConvGradientFilter, ConvTranspose} from "./conv.ts";
import {Linear, LinearGradientInput, LinearGradientWeight} from "./linear.ts";
import type {Window, WindowOver} from "./window.ts";

/** The columns of one piece of a batch take at most this many numbers (64 MB). */
const mostColumns = 2 ** 24;

/**
 * The three kernels of `conv` from the columns of the map's windows and a matrix product:
 *
 *   y = Im2Col(x)·F + b   dx = Col2Im(dy·Fᵀ)   dF = Im2Col(x)ᵀ·dy   with F the filter as [kh·kw·ci, co]
 *
 * for a backend that has SubbandLinear and its gradients, SubbandIm2Col and SubbandCol2Im. A batch whose columns would
 * take too much memory goes in pieces.
 */
export function convByColumns(backendName: string): KernelConfig[] {
  return [
    {
      kernelName: Conv,
      backendName,
      kernelFunc({inputs, backend, attrs}) {
        const {x, filter, bias} = inputs as {x: TensorInfo; filter: TensorInfo; bias?: TensorInfo};
        const window = attrs as Window;
        const calls = callsOf(backendName, backend);
        const weight = matrixOf(calls, filter);
        const y = inPieces(calls, x, window, (piece) => {
          const columns = calls.one(Im2Col, {x: piece}, window);
          const product = calls.one(Linear, bias ? {x: columns, weight, bias} : {x: columns, weight}, {});
          const map = calls.reshape(product, [piece.shape[0], window.outHeight, window.outWidth, filter.shape[3]]);
          calls.dispose(columns, product);
          return map;
        });
        calls.dispose(weight);
        return y;
      }
    },
    {
      kernelName: ConvTranspose,
      backendName,
      kernelFunc({inputs, backend, attrs}) {
        const {x, filter, bias} = inputs as {x: TensorInfo; filter: TensorInfo; bias?: TensorInfo};
        const window = attrs as WindowOver;
        const calls = callsOf(backendName, backend);
        const weight = matrixOf(calls, filter);
        const channels = filter.shape[2];
        const y = inPieces(calls, x, window, (piece) => {
          const dy = calls.reshape(piece, [util.sizeFromShape(piece.shape) / filter.shape[3], filter.shape[3]]);
          const columns = calls.one(LinearGradientInput, {dy, weight}, {});
          const map = calls.one(Col2Im, {x: columns}, {...window, batch: piece.shape[0], channels});
          calls.dispose(dy, columns);
          return map;
        });
        calls.dispose(weight);
        if (!bias) return y;
        const biased = calls.one("Add", {a: y, b: bias}, {});
        calls.dispose(y);
        return biased;
      }
    },
    {
      kernelName: ConvGradientFilter,
      backendName,
      kernelFunc({inputs, backend, attrs}) {
        const {x, dy} = inputs as {x: TensorInfo; dy: TensorInfo};
        const window = attrs as Window;
        const calls = callsOf(backendName, backend);
        const [batch, channels, width] = [x.shape[0], x.shape[3], dy.shape[3]];
        let sum: TensorInfo | undefined;
        for (const [from, count] of piecesOf(batch, channels, window)) {
          const part = sliceBatch(calls, x, from, count);
          const slice = sliceBatch(calls, dy, from, count);
          const columns = calls.one(Im2Col, {x: part}, window);
          const rows = calls.reshape(slice, [columns.shape[0], width]);
          const product = calls.one(LinearGradientWeight, {x: columns, dy: rows}, {});
          calls.dispose(part, slice, columns, rows);
          if (!sum) sum = product;
          else {
            const total = calls.one("Add", {a: sum, b: product}, {});
            calls.dispose(sum, product);
            sum = total;
          }
        }
        const filter = calls.reshape(sum!, [...window.kernel, channels, width]);
        calls.dispose(sum!);
        return filter;
      }
    }
  ];
}

/** The filter [kh, kw, ci, co] as [kh·kw·ci, co]. */
function matrixOf(calls: Calls, filter: TensorInfo): TensorInfo {
  const [kh, kw, ci, co] = filter.shape as [number, number, number, number];
  return calls.reshape(filter, [kh * kw * ci, co]);
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
function inPieces(calls: Calls, x: TensorInfo, window: Window, map: (piece: TensorInfo) => TensorInfo): TensorInfo {
  const pieces = piecesOf(x.shape[0], x.shape[3], window);
  if (pieces.length === 1) return map(x);
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
