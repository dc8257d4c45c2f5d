import {DataError} from "./error.ts";

/** What is done to training images, afresh in every epoch: plain data, part of a plan. */
export interface Augmentation {
  /** Pixels of black added on each side, rows and columns, before a window of the old size is cut at a random place. */
  readonly crop: readonly [number, number];
  /** The probability that an image is mirrored left to right. */
  readonly flip: number;
}

export interface AugmentationOptions {
  crop?: number | readonly [number, number];
  flip?: boolean | number;
}

/**
 * Augmentation of training images: `crop`, how many pixels an image may be shifted (a number, or rows and columns), as
 * torchvision's RandomCrop with this padding; `flip`, the probability of a horizontal flip (`true` is 0.5).
 */
export function augment(options: AugmentationOptions): Augmentation {
  if (typeof options !== "object" || options === null)
    throw new DataError(`invalid augmentation: ${String(options)}; expected {crop, flip}`, "augment");
  for (const name of Object.keys(options))
    if (name !== "crop" && name !== "flip")
      throw new DataError(`unknown option: ${name}; expected crop or flip`, "augment");
  const {crop = 0, flip = 0} = options;
  const pair = typeof crop === "number" ? ([crop, crop] as const) : crop;
  if (!(Array.isArray(pair) && pair.length === 2 && pair.every((pixels) => Number.isInteger(pixels) && pixels >= 0)))
    throw new DataError(
      `invalid crop: ${JSON.stringify(crop)}; expected a number of pixels, or [rows, columns]`,
      "augment"
    );
  const probability = typeof flip === "boolean" ? (flip ? 0.5 : 0) : flip;
  if (!(probability >= 0 && probability <= 1))
    throw new DataError(`invalid flip: ${String(flip)}; expected a probability from 0 to 1`, "augment");
  return {crop: [pair[0], pair[1]], flip: probability};
}

/** Nothing is done. */
export const unchanged: Augmentation = {crop: [0, 0], flip: 0};
