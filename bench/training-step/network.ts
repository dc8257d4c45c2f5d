import type {Network} from "../../kernels/graph/network.ts";
import {network, type Value} from "../../kernels/graph/trace.ts";
import {add, batchNorm, conv, convTranspose, dwt, gelu, globalAveragePool, linear} from "../../kernels/ops/index.ts";

/** Images of 28×28×1, ten classes. */
export const classes = 10;
export const side = 28;

/**
 * The network of the measurement: stem, two WaveMix-Lite blocks at 28×28×32, a strided convolution, two blocks at 14×14×64,
 * a linear head; 228 k parameters in 50 tensors. Written in ops, so that the stock form in stock.ts can be held against it.
 */
export function referenceNetwork(): Network {
  return network([1, side, side], (x) => {
    x = stem(x, "stem", 32, 1);
    x = waveMix(x, "a0", 32);
    x = waveMix(x, "a1", 32);
    x = stem(x, "down", 64, 2);
    x = waveMix(x, "b0", 64);
    x = waveMix(x, "b1", 64);
    return linear(globalAveragePool(x), {width: classes, name: "head"});
  });
}

function stem(x: Value, name: string, width: number, stride: number): Value {
  x = conv(x, {width, kernel: 3, stride, padding: 1, name});
  return gelu(batchNorm(x, {name: `${name}Norm`}), {name: `${name}Gelu`});
}

function waveMix(x: Value, name: string, width: number): Value {
  let y = conv(x, {width: width / 4, kernel: 1, name: `${name}.reduction`});
  y = dwt(y, {name: `${name}.dwt`});
  y = gelu(conv(y, {width: 2 * width, kernel: 1, name: `${name}.0`}), {name: `${name}.1`});
  y = conv(y, {width, kernel: 1, name: `${name}.2`});
  y = convTranspose(y, {width, kernel: 4, stride: 2, padding: 1, name: `${name}.3`});
  y = batchNorm(y, {name: `${name}.4`});
  return add(y, x);
}
