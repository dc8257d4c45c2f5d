import type {Network} from "../../../kernels/graph/network.ts";
import {network, type Value} from "../../../kernels/graph/trace.ts";
import * as ops from "../../../kernels/ops/index.ts";

/** One WaveMix-Lite block on a map of `width` channels (specs/wavemix.md, section 3). */
function liteBlock(x: Value, width: number, mult: number, dropout: number): Value {
  return x.tracer.block(
    "waveMix",
    () => ({mult, ff: width, dropout}),
    undefined,
    () => {
      let y = ops.conv(x, {width: width / 4, kernel: 1, name: "reduction"});
      y = ops.dwt(y, {wavelet: "haar", name: "dwt"});
      y = ops.conv(y, {width: mult * width, kernel: 1, name: "feedforward.0"});
      y = ops.gelu(y, {name: "feedforward.1"});
      if (dropout) y = ops.dropout(y, {rate: dropout, name: "feedforward.2"});
      y = ops.conv(y, {width, kernel: 1, name: "feedforward.3"});
      y = ops.convTranspose(y, {width, kernel: 4, stride: 2, padding: 1, name: "feedforward.4"});
      y = ops.batchNorm(y, {name: "feedforward.5"});
      return ops.add(x, y, {name: "add"});
    }
  );
}

export interface LiteOptions {
  shape?: readonly [number, number, number];
  width?: number;
  depth?: number;
  mult?: number;
  stride?: number;
  dropout?: number;
  classes?: number;
}

/** A small WaveMix-Lite classifier. */
export function lite(options: LiteOptions = {}): Network {
  const {shape = [1, 8, 8], width = 8, depth = 1, mult = 2, stride = 1, dropout = 0, classes = 10} = options;
  return network(shape, (x) => {
    x = x.tracer.block(
      "stem",
      () => ({width, stride}),
      "stem",
      () => {
        const half = ops.conv(x, {width: width / 2, kernel: 3, stride, padding: 1, name: "0"});
        return ops.conv(half, {width, kernel: 3, stride: 1, padding: 1, name: "1"});
      }
    );
    for (let i = 0; i < depth; ++i) x = liteBlock(x, width, mult, dropout);
    return ops.linear(ops.globalAveragePool(x, {name: "pool"}), {width: classes, name: "head"});
  });
}
