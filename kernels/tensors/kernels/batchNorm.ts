import type {GradConfig, NamedAttrMap, Tensor, Tensor1D} from "@tensorflow/tfjs-core";
import {run} from "./run.ts";

/*
 * Batch normalisation with the statistics of the batch, over all axes but the last (N values a channel):
 *
 *   mean = Σx/N   variance = Σ(x − mean)²/N   x̂ = (x − mean)/√(variance + ε)   y = γ·x̂ + β
 *   dβ = Σdy   dγ = Σ dy·x̂   dx = γ/√(variance + ε) · (dy − dβ/N − x̂·dγ/N)
 *
 * Kernels must not take E[x²] − E[x]² in float32: it loses the variance of a map with a large mean.
 */

export type NormAttributes = {epsilon: number};

/** {x [.., c], gamma [c], beta [c]} {epsilon} → [y [.., c], mean [c], variance [c] (biased)]. */
export const BatchNorm = "SubbandBatchNorm";
/** {dy [.., c], x [.., c], gamma [c], mean [c], variance [c]} {epsilon} → [dx [.., c], dgamma [c], dbeta [c]]. */
export const BatchNormGradient = "SubbandBatchNormGradient";

/** Normalises by the batch; mean and variance (biased) are values without gradient. */
export function batchNorm<T extends Tensor>(
  x: T,
  gamma: Tensor,
  beta: Tensor,
  epsilon: number
): [T, Tensor1D, Tensor1D] {
  return run(BatchNorm, {x, gamma, beta}, {epsilon});
}

export const batchNormGradients: GradConfig[] = [
  {
    kernelName: BatchNorm,
    inputsToSave: ["x", "gamma"],
    outputsToSave: [false, true, true],
    gradFunc(dys, [x, gamma, mean, variance], attributes: NamedAttrMap) {
      // Each closure runs in a tidy of its own, so what they share is computed here.
      const [dx, dgamma, dbeta] = run<Tensor[]>(
        BatchNormGradient,
        {dy: (dys as Tensor[])[0], x, gamma, mean, variance},
        attributes
      );
      return {x: () => dx, gamma: () => dgamma, beta: () => dbeta};
    }
  }
];
