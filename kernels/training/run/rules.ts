import {add, mul, sub, type Tensor} from "@tensorflow/tfjs-core";
import {adam} from "../../tensors/kernels/adam.ts";
import type {Optimizer} from "../plan/optimizer.ts";

/** How an optimiser changes one parameter: state in, state out. */
export interface Rule {
  /** What it remembers of each parameter, zeros at first. */
  readonly slots: readonly string[];
  /**
   * The new value and the new slots, as new tensors. `rate` is that of this step, `t` counts steps from 1. Call it in a
   * tidy.
   */
  update(value: Tensor, gradient: Tensor, slots: readonly Tensor[], step: {rate: number; t: number}): Tensor[];
}

export function ruleOf(optimizer: Optimizer): Rule {
  switch (optimizer.kind) {
    case "adam":
    case "adamW": {
      const {kind, beta1, beta2, epsilon, decay} = optimizer;
      return {
        slots: ["m", "v"],
        update(value, gradient, [m, v], {rate, t}) {
          const decayed = kind === "adam" && decay > 0 ? add(gradient, mul(value, decay)) : gradient;
          return adam(value, m, v, decayed, {
            rate,
            beta1,
            beta2,
            epsilon,
            decay: kind === "adamW" ? decay : 0,
            correction1: 1 - beta1 ** t,
            correction2: 1 - beta2 ** t
          });
        }
      };
    }
    case "sgd": {
      const {momentum, nesterov, decay} = optimizer;
      return {
        slots: momentum > 0 ? ["velocity"] : [],
        update(value, gradient, [velocity], {rate}) {
          const decayed = decay > 0 ? add(gradient, mul(value, decay)) : gradient;
          if (!velocity) return [sub(value, mul(decayed, rate))];
          const next = add(mul(velocity, momentum), decayed);
          const direction = nesterov ? add(decayed, mul(next, momentum)) : next;
          return [sub(value, mul(direction, rate)), next];
        }
      };
    }
  }
}
