import type {GradConfig, Tensor} from "@tensorflow/tfjs-core";
import {run} from "./run.ts";

/*
 * The exact GELU, y = x·Φ(x) with Φ(x) = (1 + erf(x/√2))/2, and dx = dy·(Φ(x) + x·φ(x)) with φ(x) = exp(−x²/2)/√(2π).
 */

/** {x} → y of the same shape. */
export const Gelu = "SubbandGelu";
/** {x, dy} → dx. */
export const GeluGradient = "SubbandGeluGradient";

export function gelu<T extends Tensor>(x: T): T {
  return run(Gelu, {x});
}

export const geluGradients: GradConfig[] = [
  {
    kernelName: Gelu,
    inputsToSave: ["x"],
    gradFunc: (dy, [x]) => ({x: () => run(GeluGradient, {x, dy: dy as Tensor})})
  }
];
