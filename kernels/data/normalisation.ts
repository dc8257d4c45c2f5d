import {DataError} from "./error.ts";
import type {Split} from "./split.ts";

/**
 * What a network sees of a stored pixel p of channel c: (p / scale − mean[c]) / deviation[c]. `scale` brings stored values
 * to 0..1 (255 for bytes); mean and deviation are those of the training images after it.
 */
export interface Normalisation {
  readonly scale: number;
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

/** Mean and standard deviation of every channel over all images, in float64. A channel without contrast gets deviation 1. */
export function measure(split: Split, scale: number): Normalisation {
  const [channels, height, width] = split.shape;
  const area = height * width;
  const total = split.count * area;
  const mean: number[] = [];
  const deviation: number[] = [];
  for (let c = 0; c < channels; ++c) {
    let sum = 0;
    let squares = 0;
    for (let n = 0; n < split.count; ++n) {
      const start = (n * channels + c) * area;
      for (let i = start; i < start + area; ++i) {
        const value = split.pixels[i] / scale;
        sum += value;
        squares += value * value;
      }
    }
    const average = sum / total;
    mean.push(average);
    deviation.push(Math.sqrt(Math.max(0, squares / total - average * average)) || 1);
  }
  return {scale, mean, deviation};
}

/** Checks a normalisation that a person stated. */
export function checkNormalisation(of: Normalisation, channels: number): Normalisation {
  if (!(of.scale > 0 && Number.isFinite(of.scale)))
    throw new DataError(`invalid scale: ${of.scale}; expected a positive number such as 255`, "normalisation");
  for (const [name, values] of [
    ["mean", of.mean],
    ["deviation", of.deviation]
  ] as const)
    if (!(values?.length === channels && values.every(Number.isFinite)))
      throw new DataError(`invalid ${name}: ${JSON.stringify(values)}; expected ${channels} numbers`, "normalisation");
  if (!of.deviation.every((value) => value > 0))
    throw new DataError(
      `invalid deviation: ${JSON.stringify(of.deviation)}; expected positive numbers`,
      "normalisation"
    );
  return {scale: of.scale, mean: [...of.mean], deviation: [...of.deviation]};
}
