import {add as tfAdd, mul, reshape, sub} from "@tensorflow/tfjs-core";
import type {Runner} from "./call.ts";

export const add: Runner<object> = ({inputs}) => inputs.slice(1).reduce((sum, x) => tfAdd(sum, x), inputs[0]);

export const subtract: Runner<object> = ({inputs: [a, b]}) => sub(a, b);

/** The second factor may be one value a channel. */
export const multiply: Runner<object> = ({inputs: [a, b]}) =>
  mul(a, a.rank === 4 && b.rank === 2 ? reshape(b, [b.shape[0], 1, 1, b.shape[1]!]) : b);
