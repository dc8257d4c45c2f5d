import {concat, reshape, slice, type Tensor} from "@tensorflow/tfjs-core";

/** [n, h, w, c, 4] → [n, h, w, 4c]: band 0 of all channels, then bands 1 to 3 of each channel. */
export function bandsToChannels(x: Tensor): Tensor {
  const [n, h, w, c] = x.shape as [number, number, number, number];
  const flat = reshape(x, [n * h * w, c, 4]);
  const low = reshape(slice(flat, [0, 0, 0], [n * h * w, c, 1]), [n, h, w, c]);
  const details = reshape(slice(flat, [0, 0, 1], [n * h * w, c, 3]), [n, h, w, 3 * c]);
  return concat([low, details], 3);
}

/** The inverse of bandsToChannels. */
export function channelsToBands(x: Tensor): Tensor {
  const [n, h, w, c4] = x.shape as [number, number, number, number];
  const c = c4 / 4;
  const low = reshape(slice(x, [0, 0, 0, 0], [n, h, w, c]), [n * h * w, c, 1]);
  const details = reshape(slice(x, [0, 0, 0, c], [n, h, w, 3 * c]), [n * h * w, c, 3]);
  return reshape(concat([low, details], 2), [n, h, w, c, 4]);
}
