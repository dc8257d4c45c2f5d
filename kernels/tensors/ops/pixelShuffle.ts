import {reshape, transpose} from "@tensorflow/tfjs-core";
import type {OptionsOf} from "../../ops/table.ts";
import type {Runner} from "./call.ts";

/** Channel c·f² + dy·f + dx goes to pixel (f·y + dy, f·x + dx) of channel c. */
export const pixelShuffle: Runner<OptionsOf<"pixelShuffle">> = ({inputs: [x], outputShape, options: {factor}}) => {
  const [n, h, w] = x.shape;
  const [channels, height, width] = outputShape;
  const split = reshape(x, [n, h, w, channels, factor, factor]);
  return reshape(transpose(split, [0, 1, 4, 2, 5, 3]), [n, height, width, channels]);
};

export const pixelUnshuffle: Runner<OptionsOf<"pixelUnshuffle">> = ({inputs: [x], outputShape, options: {factor}}) => {
  const [n, , , c] = x.shape;
  const [channels, height, width] = outputShape;
  const split = reshape(x, [n, height, factor, width, factor, c!]);
  return reshape(transpose(split, [0, 1, 3, 5, 2, 4]), [n, height, width, channels]);
};
