import type {Shape} from "../graph/shape.ts";
import {createRandom} from "../graph/random.ts";
import {readBytes, type BytesLike} from "./bytes.ts";
import {dataset, type Dataset} from "./dataset.ts";
import {digest} from "./digest.ts";
import {DataError} from "./error.ts";
import {checkNormalisation, measure, type Normalisation} from "./normalisation.ts";
import {holdOut, readIdxPair} from "./source.ts";
import {makeSplit, type Split} from "./split.ts";

/** What one may say about a data set of one's own. */
export interface OwnOptions {
  /** What it is called wherever it is shown. */
  title?: string;
  /** Class names from label 0; counted from the training labels and named by their number if absent. */
  classes?: readonly string[];
  licence?: string;
  /** Measured on the training images if absent. */
  normalisation?: Normalisation;
  /** Without test images: the part of every class that is held out; 0.2 unless said. */
  holdOut?: number;
  /** The seed of that choice; 1 unless said. */
  seed?: number;
}

export interface IdxOptions extends OwnOptions {
  train: {images: BytesLike; labels: BytesLike};
  test?: {images: BytesLike; labels: BytesLike};
  /** Whether rows and columns are exchanged, as in EMNIST; by default when a file's name says emnist. */
  transpose?: boolean;
}

export interface ArraysOptions extends OwnOptions {
  /** `[c, h, w]` of one image. */
  shape: Shape;
  /** Images in the order n, c, h, w. */
  train: {pixels: Uint8Array | Float32Array; labels: ArrayLike<number>};
  test?: {pixels: Uint8Array | Float32Array; labels: ArrayLike<number>};
  /** What brings a pixel to 0..1; 255 for bytes, 1 for floats unless said. */
  scale?: number;
}

/**
 * A data set from IDX files of one's own, raw or gzipped: a FileAttachment, a dropped File, or bytes for the images and
 * the labels. Decodes and checks them at once; throws a DataError that names the file.
 */
export async function idx({train, test, transpose, ...options}: IdxOptions): Promise<Dataset> {
  if (!train) throw new DataError("missing train; expected {train: {images, labels}}", "data.idx");
  const read = async (pair: {images: BytesLike; labels: BytesLike}, part: string): Promise<Split> => {
    const images = await readBytes(pair.images, `${part} images`);
    const labels = await readBytes(pair.labels, `${part} labels`);
    return readIdxPair(images.bytes, labels.bytes, {
      classes: options.classes?.length ?? 256,
      places: [images.name, labels.name],
      transpose: transpose ?? /emnist/i.test(images.name)
    });
  };
  return own(await read(train, "train"), test && (await read(test, "test")), 255, options);
}

/** A data set from arrays that a cell made. Throws a DataError that says which part does not fit. */
export async function arrays({shape, train, test, scale, ...options}: ArraysOptions): Promise<Dataset> {
  if (!train) throw new DataError("missing train; expected {shape, train: {pixels, labels}}", "data.arrays");
  const classes = options.classes?.length ?? 1 << 16;
  const split = (part: {pixels: Uint8Array | Float32Array; labels: ArrayLike<number>}, place: string) =>
    makeSplit({shape, ...part}, {classes, place});
  const byDefault = train.pixels instanceof Float32Array ? 1 : 255;
  return own(split(train, "train"), test && split(test, "test"), scale ?? byDefault, options);
}

async function own(train: Split, test: Split | undefined, scale: number, options: OwnOptions): Promise<Dataset> {
  const {title = "own images", licence = "not stated", seed = 1} = options;
  const {holdOut: part = 0.2} = options;
  if (!(part > 0 && part < 1)) throw new DataError(`invalid holdOut: ${part}; expected a part between 0 and 1`);
  const splits = test
    ? {train, test}
    : holdOut(train, Math.max(1, Math.round(train.count * part)), createRandom(seed, "split"));
  if (test && test.shape.join() !== train.shape.join())
    throw new DataError(`test images are ${test.shape.join("×")}, training images ${train.shape.join("×")}`, title);
  const largest = [train, ...(test ? [test] : [])].reduce(
    (most, {labels}) => labels.reduce((a, b) => Math.max(a, b), most),
    0
  );
  const classes = options.classes ?? Array.from({length: largest + 1}, (_, label) => String(label));
  const sha256 = await digest(splits);
  return dataset({
    id: `own-${sha256.slice(0, 12)}`,
    version: "1",
    title,
    shape: train.shape,
    classes: [...classes],
    licence,
    normalisation: options.normalisation
      ? checkNormalisation(options.normalisation, train.shape[0])
      : measure(splits.train, scale),
    counts: {train: splits.train.count, test: splits.test.count},
    sha256,
    source: {kind: "arrays", ...splits}
  });
}
