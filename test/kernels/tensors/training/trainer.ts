import {
  dispose,
  keep,
  logSoftmax,
  mean,
  memory,
  mul,
  neg,
  sum,
  tensor,
  tidy,
  zerosLike,
  type Scalar,
  type Tensor
} from "@tensorflow/tfjs-core";
import {initialWeights} from "../../../../kernels/graph/initialise.ts";
import type {Network} from "../../../../kernels/graph/network.ts";
import {createRandom} from "../../../../kernels/graph/random.ts";
import {network} from "../../../../kernels/graph/trace.ts";
import type {Weights} from "../../../../kernels/graph/weights.ts";
import * as ops from "../../../../kernels/ops/index.ts";
import {differentiate} from "../../../../kernels/tensors/differentiate.ts";
import {execute} from "../../../../kernels/tensors/execute.ts";
import {adam} from "../../../../kernels/tensors/kernels/adam.ts";
import {
  disposeParameters,
  loadParameters,
  readParameters,
  updateStatistics
} from "../../../../kernels/tensors/weights.ts";

const [batch, classes] = [4, 3];

/** A WaveMix-Lite in small, with a grouped and a depthwise convolution, pooling and dropout besides. */
function smallNetwork(): Network {
  return network([2, 8, 8], (x) => {
    x = ops.gelu(ops.batchNorm(ops.conv(x, {width: 8, kernel: 3, padding: 1})));
    let y = ops.dwt(ops.conv(x, {width: 2, kernel: 1}));
    y = ops.dropout(ops.gelu(ops.conv(y, {width: 12, kernel: 1})), {rate: 0.2});
    y = ops.convTranspose(ops.conv(y, {width: 8, kernel: 1}), {width: 8, kernel: 4, stride: 2, padding: 1});
    x = ops.add(x, ops.batchNorm(y));
    x = ops.add(x, ops.relu(ops.layerNorm(ops.conv(x, {width: 8, kernel: 3, padding: 1, groups: 8}))));
    x = ops.maxPool(ops.conv(x, {width: 6, kernel: 3, padding: 1, groups: 2}), {kernel: 2});
    return ops.linear(ops.globalAveragePool(x), {width: classes});
  });
}

export interface Trained {
  readonly losses: number[];
  /** Tensors and bytes that TensorFlow.js holds after each step. */
  readonly held: {tensors: number; bytes: number}[];
  readonly weights: Weights;
}

/** Trains on one batch of noise with Adam, on the current backend. */
export async function train(steps: number): Promise<Trained> {
  const net = smallNetwork();
  const parameters = loadParameters(net, initialWeights(net, 1));
  const random = createRandom(1, "batch");
  const x = tensor(
    Float32Array.from({length: batch * 8 * 8 * 2}, () => random.normal()),
    [batch, 8, 8, 2],
    "float32"
  );
  const y = tensor(
    Float32Array.from({length: batch * classes}, (_, i) => Number(i % classes === Math.floor(i / classes) % classes)),
    [batch, classes],
    "float32"
  );
  const slots = new Map<string, Tensor[]>();
  for (const [key, value] of parameters.variables) slots.set(key, [keep(zerosLike(value)), keep(zerosLike(value))]);
  const [losses, held]: [number[], Trained["held"]] = [[], []];
  for (let t = 1; t <= steps; ++t) {
    const {value, gradients, extra} = differentiate(parameters.variables, () => {
      const {outputs, statistics} = execute(net, parameters, x, {training: true, random: createRandom(1, `step ${t}`)});
      const loss = neg(mean(sum(mul(y, logSoftmax(outputs[0])), -1))) as Scalar;
      return {value: loss, extra: statistics, kept: [...statistics.values()]};
    });
    tidy(() => {
      for (const [key, variable] of parameters.variables) {
        const [m, v] = slots.get(key)!;
        const rates = {rate: 1e-2, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, decay: 0.01};
        const corrections = {correction1: 1 - 0.9 ** t, correction2: 1 - 0.999 ** t};
        const [next, ...moments] = adam(variable, m, v, gradients.get(key)!, {...rates, ...corrections});
        variable.assign(next);
        dispose([m, v]);
        slots.set(
          key,
          moments.map((moment) => keep(moment))
        );
      }
    });
    dispose([...gradients.values()]);
    updateStatistics(parameters, extra);
    losses.push((await value.data())[0]);
    value.dispose();
    const {numTensors, numBytes} = memory();
    held.push({tensors: numTensors, bytes: numBytes});
  }
  const weights = await readParameters(parameters);
  disposeParameters(parameters);
  dispose([x, y, ...[...slots.values()].flat()]);
  return {losses, held, weights};
}
