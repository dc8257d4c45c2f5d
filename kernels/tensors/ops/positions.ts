import {add, clone, concat} from "@tensorflow/tfjs-core";
import {fourierFeatures} from "../../ops/fourierPositions.ts";
import type {OptionsOf} from "../../ops/table.ts";
import {constant} from "../constant.ts";
import type {Runner} from "./call.ts";

/** The same for every sample, and made once for a size. */
export const fourierPositions: Runner<OptionsOf<"fourierPositions">> = ({
  inputs: [x],
  outputShape: [features, height, width],
  options
}) => {
  const {hidden, temperature} = options;
  const one = constant(`fourier positions ${height}×${width} ${hidden} ${temperature}`, () => ({
    shape: [1, height, width, features],
    values: fourierFeatures(height, width, options)
  }));
  return x.shape[0] === 1 ? clone(one) : concat(new Array<typeof one>(x.shape[0]).fill(one), 0);
};

export const positionEmbedding: Runner<object> = ({inputs: [x], parameters: {"": vectors}}) => add(x, vectors);
