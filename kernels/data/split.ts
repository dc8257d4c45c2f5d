import type {Shape} from "../graph/shape.ts";
import {DataError} from "./error.ts";

/** Labelled images of one shape. */
export interface Split {
  readonly count: number;
  /** `[c, h, w]` of one image. */
  readonly shape: Shape;
  /** Image after image, each in the order c, h, w. Bytes stay bytes until a batch is made. */
  readonly pixels: Uint8Array | Float32Array;
  readonly labels: Int32Array;
}

/** What is trained on, and what is only ever measured. */
export interface Splits {
  readonly train: Split;
  readonly test: Split;
}

/** Checks that pixels, labels and classes fit each other, and joins them. Throws a DataError that names the fault. */
export function makeSplit(
  {shape, pixels, labels}: {shape: Shape; pixels: Uint8Array | Float32Array; labels: ArrayLike<number>},
  {classes, place}: {classes: number; place: string}
): Split {
  if (!(shape.length === 3 && shape.every((extent) => Number.isInteger(extent) && extent > 0)))
    throw new DataError(`invalid image shape: ${shape.join("×") || "none"}; expected channels×height×width`, place);
  const size = shape[0] * shape[1] * shape[2];
  const count = labels.length;
  if (!(count > 0)) throw new DataError("no images; at least one is needed", place);
  if (pixels.length !== count * size)
    throw new DataError(
      `${pixels.length / size} images but ${count} labels; ${shape.join("×")} needs ${count * size} values, found ${pixels.length}`,
      place
    );
  const checked = new Int32Array(count);
  for (let i = 0; i < count; ++i) {
    const label = labels[i];
    if (!(Number.isInteger(label) && label >= 0 && label < classes))
      throw new DataError(`invalid label: ${label} of image ${i}; expected 0 to ${classes - 1}`, place);
    checked[i] = label;
  }
  if (pixels instanceof Float32Array) {
    const bad = pixels.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) throw new DataError(`invalid pixel: ${pixels[bad]} in image ${Math.floor(bad / size)}`, place);
  }
  return {count, shape, pixels, labels: checked};
}

/** The images at these places, in this order. */
export function select(split: Split, indices: ArrayLike<number>): Split {
  const size = split.pixels.length / split.count;
  const pixels =
    split.pixels instanceof Float32Array
      ? new Float32Array(indices.length * size)
      : new Uint8Array(indices.length * size);
  const labels = new Int32Array(indices.length);
  for (let i = 0; i < indices.length; ++i) {
    pixels.set(split.pixels.subarray(indices[i] * size, (indices[i] + 1) * size), i * size);
    labels[i] = split.labels[indices[i]];
  }
  return {count: indices.length, shape: split.shape, pixels, labels};
}
