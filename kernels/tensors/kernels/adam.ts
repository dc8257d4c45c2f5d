import type {Tensor} from "@tensorflow/tfjs-core";
import {run} from "./run.ts";

/*
 * One step of AdamW (Loshchilov and Hutter 2019, algorithm 2) for one parameter:
 *
 *   m ← β₁·m + (1 − β₁)·g   v ← β₂·v + (1 − β₂)·g²
 *   value ← value·(1 − rate·decay) − rate · (m/correction1) / (√(v/correction2) + ε)
 *
 * with correction1 = 1 − β₁ᵗ and correction2 = 1 − β₂ᵗ. Adam is decay 0. The kernel returns new tensors and leaves its
 * inputs alone: XNNPACK caches packed weights by tensor, so a write in place would leave stale ones.
 */

/** {value, m, v, gradient} AdamAttributes → [value, m, v]. */
export const Adam = "SubbandAdam";

export type AdamAttributes = {
  rate: number;
  beta1: number;
  beta2: number;
  epsilon: number;
  decay: number;
  correction1: number;
  correction2: number;
};

/** All four have the same shape; so have the results. Not differentiable. */
export function adam(
  value: Tensor,
  m: Tensor,
  v: Tensor,
  gradient: Tensor,
  attributes: AdamAttributes
): [value: Tensor, m: Tensor, v: Tensor] {
  return run(Adam, {value, m, v, gradient}, attributes);
}
