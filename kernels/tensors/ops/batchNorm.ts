import {add, type Tensor} from "@tensorflow/tfjs-core";
import type {OptionsOf} from "../../ops/table.ts";
import {batchNorm as batchNormKernel} from "../kernels/batchNorm.ts";
import {blend} from "../kernels/blend.ts";
import {normalise} from "../kernels/normalise.ts";
import type {Call, Ran} from "./call.ts";

type Norm = Call<OptionsOf<"batchNorm">>;

export function batchNorm(call: Norm): Tensor | Ran {
  return call.training ? byBatch(call) : byRunning(call);
}

/**
 * By the batch's mean and biased variance. The running ones move by torch's rule, the variance unbiased:
 *
 *   running ← (1 − momentum)·running + momentum·batch
 *
 * An omitted bias would shift the batch's mean and nothing else.
 */
function byBatch({inputs: [x], parameters, options: {epsilon, momentum}, omittedBias, path}: Norm): Ran {
  const count = x.size / x.shape.at(-1)!;
  if (count < 2)
    throw new Error(`invalid batch: one value a channel; batchNorm in training needs at least two (${path})`);
  const [output, mean, variance] = batchNormKernel(x, parameters.weight, parameters.bias, epsilon);
  const shifted = omittedBias ? add(mean, omittedBias) : mean;
  return {
    output,
    statistics: {
      running_mean: blend(parameters.running_mean, shifted, 1 - momentum, momentum),
      running_var: blend(parameters.running_var, variance, 1 - momentum, (momentum * count) / (count - 1))
    }
  };
}

function byRunning({inputs: [x], parameters, options: {epsilon}}: Norm): Tensor {
  const {weight, bias, running_mean, running_var} = parameters;
  return normalise(x, weight, bias, running_mean, running_var, {epsilon});
}
