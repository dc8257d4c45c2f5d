import type {OptionsOf} from "../../ops/table.ts";
import {linear as linearKernel} from "../kernels/linear.ts";
import type {Runner} from "./call.ts";

export const linear: Runner<OptionsOf<"linear">> = ({inputs: [x], parameters: {weight, bias}}) =>
  linearKernel(x, weight, bias);
