import {add, concat, reshape, slice, zeros} from "@tensorflow/tfjs-core";
import type {OptionsOf} from "../../ops/table.ts";
import type {Runner} from "./call.ts";

/** The learned token is spread by an addition: the gradient of a tiling takes a slice for every sample. */
export const classToken: Runner<object> = ({inputs: [x], parameters: {"": token}}) =>
  concat([add(zeros([x.shape[0], 1, x.shape[2]!]), token), x], 1);

export const pickToken: Runner<OptionsOf<"pickToken">> = ({inputs: [x], options: {index}, outputShape: [channels]}) =>
  reshape(slice(x, [0, index, 0], [x.shape[0], 1, channels]), [x.shape[0], channels]);
