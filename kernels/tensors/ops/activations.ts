import {add, clipByValue, mul, relu as tfRelu, sigmoid as tfSigmoid} from "@tensorflow/tfjs-core";
import {gelu as geluKernel} from "../kernels/gelu.ts";
import type {Runner} from "./call.ts";

export const gelu: Runner<object> = ({inputs: [x]}) => geluKernel(x);

export const relu: Runner<object> = ({inputs: [x]}) => tfRelu(x);

export const sigmoid: Runner<object> = ({inputs: [x]}) => tfSigmoid(x);

/** x · clip(x + 3, 0, 6) / 6 */
export const hardSwish: Runner<object> = ({inputs: [x]}) => mul(x, mul(clipByValue(add(x, 3), 0, 6), 1 / 6));

/** x · sigmoid(x) */
export const silu: Runner<object> = ({inputs: [x]}) => mul(x, tfSigmoid(x));
