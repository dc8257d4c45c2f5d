import {tensor, type Tensor} from "@tensorflow/tfjs-core";
import type {Batch} from "../../data/batch.ts";
import type {Network} from "../../graph/network.ts";

/** A batch on the device, `[n, h, w, c]`. */
export function imagesOf({images, size}: Batch, {inputs: [{shape}]}: Network): Tensor {
  const [channels, height, width] = shape;
  return tensor(images, [size, height, width, channels], "float32");
}
