import {reshape, transpose, type Tensor} from "@tensorflow/tfjs-core";
import {isHaarOfEven} from "../../ops/dwt.ts";
import {isWholeHaar} from "../../ops/idwt.ts";
import type {OptionsOf} from "../../ops/table.ts";
import {analysisMatrix, synthesisMatrix, type Matrix} from "../../ops/wavelets/matrices.ts";
import {wavelet as find} from "../../ops/wavelets/wavelet.ts";
import {constant} from "../constant.ts";
import {haar, haarInverse} from "../kernels/haar.ts";
import {bandsToChannels, channelsToBands} from "./bands.ts";
import type {Runner} from "./call.ts";
import {separable} from "./separable.ts";

export const dwt: Runner<OptionsOf<"dwt">> = ({inputs: [x], inputShapes: [shape], outputShape, options}) => {
  if (isHaarOfEven(shape, options)) return haar(x);
  const {wavelet, padding} = options;
  const [n, , , c] = x.shape;
  const [, height, width] = outputShape;
  const [vertical, horizontal] = [shape[1], shape[2]].map((length) =>
    matrixTensor(`analysis ${wavelet} ${padding} ${length}`, () => analysisMatrix(find(wavelet), length, padding))
  );
  // low and high halves stand one after the other along both axes
  const quadrants = reshape(separable(x, vertical, horizontal), [n, 2, height, 2, width, c!]);
  // the width's half counts double: LL, LH (high along the height), HL, HH
  return bandsToChannels(reshape(transpose(quadrants, [0, 2, 4, 5, 3, 1]), [n, height, width, c!, 4]));
};

export const idwt: Runner<OptionsOf<"idwt">> = ({inputs: [x], inputShapes: [shape], outputShape, options}) => {
  if (isWholeHaar(shape, outputShape, options)) return haarInverse(x);
  const {wavelet, padding} = options;
  const n = x.shape[0];
  const [, height, width] = shape;
  const [channels, ...lengths] = outputShape;
  const [vertical, horizontal] = lengths.map((length, axis) =>
    matrixTensor(`synthesis ${wavelet} ${padding} ${shape[axis + 1]} ${length}`, () =>
      synthesisMatrix(find(wavelet), shape[axis + 1], padding, length)
    )
  );
  const bands = reshape(channelsToBands(x), [n, height, width, channels, 2, 2]);
  const quadrants = reshape(transpose(bands, [0, 5, 1, 4, 2, 3]), [n, 2 * height, 2 * width, channels]);
  return separable(quadrants, vertical, horizontal);
};

function matrixTensor(key: string, make: () => Matrix): Tensor {
  return constant(key, () => {
    const {rows, columns, values} = make();
    return {shape: [1, rows, columns], values};
  });
}
