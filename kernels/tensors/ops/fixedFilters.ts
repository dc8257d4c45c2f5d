import {reshape, transpose} from "@tensorflow/tfjs-core";
import type {OptionsOf} from "../../ops/table.ts";
import {conv} from "../kernels/conv.ts";
import {bandsToChannels} from "./bands.ts";
import type {Runner} from "./call.ts";
import {windowTo} from "./window.ts";

/** Every channel as a map of its own, so that all share the four filters. */
export const fixedFilters: Runner<OptionsOf<"fixedFilters">> = ({
  inputs: [x],
  outputShape,
  options,
  parameters: {filters}
}) => {
  const [n, h, w, c] = x.shape as [number, number, number, number];
  const [, height, width] = outputShape;
  const single = reshape(transpose(x, [0, 3, 1, 2]), [n * c, h, w, 1]);
  const bands = reshape(conv(single, filters, undefined, windowTo(outputShape, options)), [n, c, height, width, 4]);
  return bandsToChannels(transpose(bands, [0, 2, 3, 1, 4]));
};
