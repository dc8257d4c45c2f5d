import {grads, keep, memory, mean, tensor, tidy, zerosLike, type Tensor} from "@tensorflow/tfjs-core";
import {adam} from "../../../../kernels/tensors/kernels/adam.ts";
import {batchNorm} from "../../../../kernels/tensors/kernels/batchNorm.ts";
import {conv, convTranspose} from "../../../../kernels/tensors/kernels/conv.ts";
import {depthwise} from "../../../../kernels/tensors/kernels/depthwise.ts";
import {gelu} from "../../../../kernels/tensors/kernels/gelu.ts";
import {haar, haarInverse} from "../../../../kernels/tensors/kernels/haar.ts";
import {layerNorm} from "../../../../kernels/tensors/kernels/layerNorm.ts";
import {linear} from "../../../../kernels/tensors/kernels/linear.ts";
import {maxPool} from "../../../../kernels/tensors/kernels/maxPool.ts";
import type {Pair, Window} from "../../../../kernels/tensors/kernels/window.ts";
import {normals} from "./normals.ts";

const side = 6;

function window(kernel: Pair, padding: Pair, stride: Pair = [1, 1]): Window {
  return {kernel, stride, padding, dilation: [1, 1], outHeight: side / stride[0], outWidth: side / stride[1]};
}

const shapes = [
  [3, 3, 3, 5], // conv
  [5],
  [3, 3, 5, 1], // depthwise
  [5],
  [5],
  [5],
  [5],
  [5, 7], // linear
  [7],
  [2, 2, 5, 7], // transposed conv
  [3, 3, 1, 10] // conv in five groups
];

function network(x: Tensor, weights: Tensor[]): Tensor {
  const [w0, b0, w1, g1, b1, g2, b2, w3, b3, w4, w5] = weights as [Tensor, ...Tensor[]];
  let y: Tensor = conv(x, w0, b0, window([3, 3], [1, 1]));
  y = batchNorm(gelu(y), g1!, b1!, 1e-5)[0];
  y = layerNorm(depthwise(y, w1!, window([3, 3], [1, 1])), g2!, b2!, 1e-5);
  y = haarInverse(haar(y));
  y = linear(maxPool(y, window([2, 2], [0, 0], [2, 2])), w3!, b3);
  y = convTranspose(y, w4!, undefined, {...window([2, 2], [0, 0], [2, 2]), height: side, width: side});
  return mean(conv(y, w5!, undefined, window([3, 3], [1, 1]), 5));
}

export interface Held {
  readonly numTensors: number;
  readonly numBytes: number;
  readonly pipelines: number;
}

/** What is held after each tenth of `steps` training steps with every kernel; the first tenth is the warm-up. */
export async function held(steps: number, pipelines: () => number): Promise<Held[]> {
  const random = normals("stepping");
  const draw = (shape: number[]) =>
    tensor(
      Array.from({length: shape.reduce((a, b) => a * b, 1)}, () => random()),
      shape,
      "float32"
    );
  const x = draw([2, side, side, 3]);
  let weights = shapes.map(draw);
  let slots = weights.map((weight) => [zerosLike(weight), zerosLike(weight)] as const);
  const states: Held[] = [];
  for (let t = 1; t <= steps; ++t) {
    const attributes = {
      rate: 1e-3,
      beta1: 0.9,
      beta2: 0.999,
      epsilon: 1e-8,
      decay: 0,
      correction1: 1 - 0.9 ** t,
      correction2: 1 - 0.999 ** t
    };
    const next = tidy(() => {
      const gradients = grads((...all: Tensor[]) => network(x, all))(weights);
      return weights.map((weight, i) =>
        adam(weight, slots[i]![0], slots[i]![1], gradients[i]!, attributes).map((result) => keep(result))
      );
    });
    for (const old of [...weights, ...slots.flat()]) old.dispose();
    weights = next.map(([value]) => value!);
    slots = next.map(([, m, v]) => [m!, v!] as const);
    if (t % (steps / 10) !== 0) continue;
    await weights[0]!.data();
    const {numTensors, numBytes} = memory();
    states.push({numTensors, numBytes, pipelines: pipelines()});
  }
  for (const tensor of [x, ...weights, ...slots.flat()]) tensor.dispose();
  return states;
}
