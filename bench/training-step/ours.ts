import {
  keep,
  mean,
  mul,
  neg,
  logSoftmax,
  sum,
  tensor,
  tidy,
  zerosLike,
  type Scalar,
  type Tensor
} from "@tensorflow/tfjs-core";
import {initialWeights} from "../../kernels/graph/initialise.ts";
import {chooseBackend} from "../../kernels/tensors/backend.ts";
import {differentiate} from "../../kernels/tensors/differentiate.ts";
import {execute} from "../../kernels/tensors/execute.ts";
import {adam} from "../../kernels/tensors/kernels/adam.ts";
import {loadParameters, updateStatistics} from "../../kernels/tensors/weights.ts";
import {adamOptions, batchOf} from "./data.ts";
import {classes, referenceNetwork, side} from "./network.ts";
import {serve} from "./serve.ts";
import type {MakeVariant} from "./variant.ts";

const makeOurs: MakeVariant = async (wanted, wasmPath, size) => {
  const {backend, device} = await chooseBackend(wanted, {wasmPath});
  if (backend !== wanted) throw new Error(`${wanted} does not start: ${device} runs`);
  const network = referenceNetwork();
  const parameters = loadParameters(network, initialWeights(network, 1));
  const {images, targets} = batchOf(size);
  const x = tensor(images, [size, side, side, 1], "float32");
  const y = tensor(targets, [size, classes], "float32");
  const slots = new Map<string, Tensor[]>(
    [...parameters.variables].map(([key, value]) => [key, [keep(zerosLike(value)), keep(zerosLike(value))]])
  );
  let t = 0;

  function update(gradients: ReadonlyMap<string, Tensor>): void {
    ++t;
    const {rate, beta1, beta2, epsilon} = adamOptions;
    const corrections = {correction1: 1 - beta1 ** t, correction2: 1 - beta2 ** t};
    for (const [key, variable] of parameters.variables) {
      const [m, v] = slots.get(key)!;
      const gradient = gradients.get(key)!;
      const [value, ...next] = adam(variable, m, v, gradient, {
        rate,
        beta1,
        beta2,
        epsilon,
        decay: 0,
        ...corrections
      });
      variable.assign(value);
      for (const old of [value, m, v, gradient]) old.dispose();
      slots.set(
        key,
        next.map((slot) => keep(slot))
      );
    }
  }

  function step(): Scalar {
    const {value, gradients, extra} = differentiate(parameters.variables, () => {
      const {outputs, statistics} = execute(network, parameters, x, {training: true});
      const loss = neg(mean(sum(mul(y, logSoftmax(outputs[0])), -1)));
      return {value: loss as Scalar, extra: statistics, kept: [...statistics.values()]};
    });
    update(gradients);
    updateStatistics(parameters, extra);
    return value;
  }

  return {device, step: () => tidy(() => keep(step()))};
};

serve(makeOurs);
