import {
  add,
  clipByValue,
  leakyRelu as tfLeakyRelu,
  minimum,
  mul,
  relu as tfRelu,
  sigmoid as tfSigmoid
} from "@tensorflow/tfjs-core";
import type {OptionsOf} from "../../ops/table.ts";
import {gelu as geluKernel} from "../kernels/gelu.ts";
import type {Runner} from "./call.ts";

export const gelu: Runner<object> = ({inputs: [x]}) => geluKernel(x);

export const relu: Runner<object> = ({inputs: [x]}) => tfRelu(x);

/** Not a clip at both ends: like torch's, the slope at 0 is 0. tfjs' own relu6 has a gradient that needs chained tensors. */
export const relu6: Runner<object> = ({inputs: [x]}) => minimum(tfRelu(x), 6);

export const sigmoid: Runner<object> = ({inputs: [x]}) => tfSigmoid(x);

export const leakyRelu: Runner<OptionsOf<"leakyRelu">> = ({inputs: [x], options: {slope}}) => tfLeakyRelu(x, slope);

/** clip(x + 3, 0, 6) / 6 */
export const hardSigmoid: Runner<object> = ({inputs: [x]}) => mul(clipByValue(add(x, 3), 0, 6), 1 / 6);

/** x · clip(x + 3, 0, 6) / 6 */
export const hardSwish: Runner<object> = ({inputs: [x]}) => mul(x, mul(clipByValue(add(x, 3), 0, 6), 1 / 6));

/** x · sigmoid(x) */
export const silu: Runner<object> = ({inputs: [x]}) => mul(x, tfSigmoid(x));
