import type {OptionsOf} from "../../ops/table.ts";
import {layerNorm as layerNormKernel} from "../kernels/layerNorm.ts";
import type {Runner} from "./call.ts";

/** Channels are last in every layout. */
export const layerNorm: Runner<OptionsOf<"layerNorm">> = ({inputs: [x], parameters, options: {epsilon}}) =>
  layerNormKernel(x, parameters.weight, parameters.bias, epsilon);
