import {mul, reshape} from "@tensorflow/tfjs-core";
import type {Runner} from "./call.ts";

/** Channels are last in every layout. */
export const scale: Runner<object> = ({inputs: [x], parameters: {"": factors}}) =>
  mul(x, reshape(factors, [...x.shape.slice(1).map(() => 1), factors.size]));
