import type {Tensor} from "@tensorflow/tfjs-core";
import {run} from "./run.ts";

/** {a, b} BlendAttributes → weightA·a + weightB·b, elementwise on equal shapes. Not differentiable. */
export const Blend = "SubbandBlend";

export type BlendAttributes = {weightA: number; weightB: number};

/** A weighted sum in one call: running statistics, momentum, moving averages of weights. */
export function blend<T extends Tensor>(a: T, b: T, weightA: number, weightB: number): T {
  return run(Blend, {a, b}, {weightA, weightB});
}
