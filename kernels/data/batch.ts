import type {Augmentation} from "./augmentation.ts";
import type {Normalisation} from "./normalisation.ts";
import type {Random} from "../graph/random.ts";
import type {Split} from "./split.ts";

/** Images ready for a network, channels last, and their labels. */
export interface Batch {
  /** `[size, h, w, c]`, normalised. Rows past `count` are zeros. */
  readonly images: Float32Array<ArrayBuffer>;
  readonly labels: Int32Array;
  /** How many of the `size` rows are images: fewer only at the end of an evaluation. */
  readonly count: number;
  readonly size: number;
}

/** Where an image is read from: `row` and `column` of the window, and whether it is mirrored. */
interface View {
  row: number;
  column: number;
  mirrored: boolean;
}

const still: View = {row: 0, column: 0, mirrored: false};

/**
 * The images at `indices`, normalised, in rows of a batch of `size` (their number unless said). With an augmentation
 * every image takes exactly three draws, whatever they decide, so that one image's luck does not shift another's.
 */
export function makeBatch(
  split: Split,
  indices: ArrayLike<number>,
  normalisation: Normalisation,
  {size = indices.length, augmentation, random}: {size?: number; augmentation?: Augmentation; random?: Random} = {}
): Batch {
  const [channels, height, width] = split.shape;
  const images = new Float32Array(size * height * width * channels);
  const labels = new Int32Array(size);
  for (let n = 0; n < indices.length; ++n) {
    const view = augmentation && random ? drawView(augmentation, random) : still;
    labels[n] = split.labels[indices[n]];
    for (let c = 0; c < channels; ++c) copyPlane(split, indices[n], c, normalisation, view, images, n);
  }
  return {images, labels, count: indices.length, size};
}

function drawView({crop: [rows, columns], flip}: Augmentation, random: Random): View {
  return {
    row: random.integer(2 * rows + 1) - rows,
    column: random.integer(2 * columns + 1) - columns,
    mirrored: random.uniform() < flip
  };
}

function copyPlane(
  {shape: [channels, height, width], pixels}: Split,
  image: number,
  channel: number,
  {scale, mean, deviation}: Normalisation,
  {row, column, mirrored}: View,
  into: Float32Array,
  n: number
): void {
  const from = (image * channels + channel) * height * width;
  const factor = 1 / (scale * deviation[channel]);
  const offset = -mean[channel] / deviation[channel];
  for (let y = 0; y < height; ++y) {
    const sourceY = y + row;
    for (let x = 0; x < width; ++x) {
      const sourceX = (mirrored ? width - 1 - x : x) + column;
      const inside = sourceY >= 0 && sourceY < height && sourceX >= 0 && sourceX < width;
      // outside is black, and black is normalised like any other pixel
      const value = inside ? pixels[from + sourceY * width + sourceX] : 0;
      into[((n * height + y) * width + x) * channels + channel] = value * factor + offset;
    }
  }
}

/** The batches that cover a split in order, for evaluation: all of one size, the last one filled up with zeros. */
export function* evaluationBatches(split: Split, size: number, normalisation: Normalisation): Generator<Batch> {
  for (let start = 0; start < split.count; start += size) {
    const count = Math.min(size, split.count - start);
    const indices = Array.from({length: count}, (_, i) => start + i);
    yield makeBatch(split, indices, normalisation, {size});
  }
}

/** Whole batches in an epoch; the last, partial one is dropped so that every step has the same shape. */
export function batchesPerEpoch(count: number, size: number): number {
  return Math.floor(count / size);
}
