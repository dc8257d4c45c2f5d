import {mul, ones, zeros, type GradConfig, type NamedAttrMap, type Tensor} from "@tensorflow/tfjs-core";
import type {NormAttributes} from "./batchNorm.ts";
import {channelSum} from "./channelSum.ts";
import {run} from "./run.ts";

/*
 * Normalisation with given statistics, over all axes but the last:
 *
 *   x̂ = (x − mean)/√(variance + ε)   y = γ·x̂ + β
 *   dβ = Σdy   dγ = Σ dy·x̂   dx = γ/√(variance + ε) · dy
 */

/** {x [.., c], gamma [c], beta [c], mean [c], variance [c]} {epsilon} → y [.., c]. */
export const Normalise = "SubbandNormalise";

/** By statistics that are values without gradient. */
export function normalise<T extends Tensor>(
  x: T,
  gamma: Tensor,
  beta: Tensor,
  mean: Tensor,
  variance: Tensor,
  {epsilon}: NormAttributes
): T {
  return run(Normalise, {x, gamma, beta, mean, variance}, {epsilon});
}

export const normaliseGradients: GradConfig[] = [
  {
    kernelName: Normalise,
    inputsToSave: ["x", "gamma", "mean", "variance"],
    gradFunc(dy, [x, gamma, mean, variance], attributes: NamedAttrMap) {
      const norm = attributes as NormAttributes;
      const slope = dy as Tensor;
      const none = zeros(gamma.shape);
      return {
        x: () => normalise(slope, gamma, none, none, variance, norm),
        gamma: () => channelSum(mul(slope, normalise(x, ones(gamma.shape), none, mean, variance, norm))),
        beta: () => channelSum(slope)
      };
    }
  }
];
