import type {GradConfig, Tensor, Tensor4D} from "@tensorflow/tfjs-core";
import {run} from "./run.ts";

/*
 * One level of the orthonormal Haar transform. A 2×2 patch [[a, b], [c, d]] of a channel becomes
 *
 *   LL = (a + b + c + d)/2   LH = (a + b − c − d)/2   HL = (a − b + c − d)/2   HH = (a − b − c + d)/2
 *
 * With C channels, LL of channel c goes to channel c, and LH, HL, HH to C + 3c, C + 3c + 1, C + 3c + 2.
 * The matrix is symmetric and orthogonal, so that the inverse is the adjoint: each kernel is the other's gradient.
 */

/** {x [n, h, w, c]}, h and w even → [n, h/2, w/2, 4c]. */
export const Haar = "SubbandHaar";
/** {x [n, h, w, 4c]} → [n, 2h, 2w, c]. */
export const HaarInverse = "SubbandHaarInverse";

/** [n, h, w, c] → [n, h/2, w/2, 4c]; h and w must be even. */
export function haar(x: Tensor): Tensor4D {
  return run(Haar, {x});
}

/** [n, h, w, 4c] → [n, 2h, 2w, c]. */
export function haarInverse(x: Tensor): Tensor4D {
  return run(HaarInverse, {x});
}

export const haarGradients: GradConfig[] = [
  {kernelName: Haar, gradFunc: (dy) => ({x: () => haarInverse(dy as Tensor)})},
  {kernelName: HaarInverse, gradFunc: (dy) => ({x: () => haar(dy as Tensor)})}
];
