import type {GradConfig, Tensor} from "@tensorflow/tfjs-core";
import {run} from "./run.ts";

/*
 * Layer normalisation over the last axis (c values a row):
 *
 *   mean = Σx/c   variance = Σ(x − mean)²/c   x̂ = (x − mean)/√(variance + ε)   y = γ·x̂ + β
 *   g = dy·γ   dx = (g − Σg/c − x̂·Σ(g·x̂)/c)/√(variance + ε)   dγ = Σ over rows of dy·x̂   dβ = Σ over rows of dy
 */

/** {x [.., c], gamma [c], beta [c]} {epsilon} → y [.., c]. */
export const LayerNorm = "SubbandLayerNorm";
/** {dy [.., c], x [.., c], gamma [c]} {epsilon} → [dx [.., c], dgamma [c], dbeta [c]]. */
export const LayerNormGradient = "SubbandLayerNormGradient";

export function layerNorm<T extends Tensor>(x: T, gamma: Tensor, beta: Tensor, epsilon: number): T {
  return run(LayerNorm, {x, gamma, beta}, {epsilon});
}

export const layerNormGradients: GradConfig[] = [
  {
    kernelName: LayerNorm,
    inputsToSave: ["x", "gamma"],
    gradFunc(dy, [x, gamma], attributes) {
      // Each closure runs in a tidy of its own, so what they share is computed here.
      const [dx, dgamma, dbeta] = run<Tensor[]>(LayerNormGradient, {dy: dy as Tensor, x, gamma}, attributes);
      return {x: () => dx, gamma: () => dgamma, beta: () => dbeta};
    }
  }
];
