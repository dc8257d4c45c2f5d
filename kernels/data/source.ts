import {createRandom, type Random} from "../graph/random.ts";
import {readCsv} from "./csv.ts";
import {DataError} from "./error.ts";
import {readIdx} from "./idx.ts";
import {makeSplit, select, type Split, type Splits} from "./split.ts";
import {stratified} from "./stratified.ts";

/** Reads a file of the notebook's own origin, by its absolute path. */
export type FetchBytes = (url: string) => Promise<Uint8Array>;

/** A pair of IDX files. */
export interface IdxPair {
  readonly images: string;
  readonly labels: string;
}

/** Where the images of a data set come from: plain data. */
export type Source =
  | {readonly kind: "idx"; readonly train: IdxPair; readonly test: IdxPair}
  | {
      readonly kind: "csv";
      readonly url: string;
      readonly shape: readonly [number, number, number];
      readonly maximum: number;
      /** How many are held out as test images, and the seed of that choice. */
      readonly held: number;
      readonly seed: number;
    }
  | {readonly kind: "arrays"; readonly train: Split; readonly test: Split};

interface Reading {
  readonly classes: number;
  readonly fetchBytes: FetchBytes;
}

/** Reads both splits. Throws a DataError that names the file. */
export async function readSource(source: Source, reading: Reading): Promise<Splits> {
  switch (source.kind) {
    case "idx": {
      const [train, test] = await Promise.all([readPair(source.train, reading), readPair(source.test, reading)]);
      return {train, test};
    }
    case "csv": {
      const {url, shape, maximum, held, seed} = source;
      const pixels = shape[0] * shape[1] * shape[2];
      const rows = await readCsv(await reading.fetchBytes(url), {
        pixels,
        maximum,
        classes: reading.classes,
        place: url
      });
      return holdOut(
        makeSplit({shape, ...rows}, {classes: reading.classes, place: url}),
        held,
        createRandom(seed, "split")
      );
    }
    case "arrays":
      return {train: source.train, test: source.test};
  }
}

/** Holds out some images of every class, as a test split. */
export function holdOut(all: Split, held: number, random: Random): Splits {
  const parts = stratified(all.labels, held, random);
  return {train: select(all, parts.kept), test: select(all, parts.held)};
}

async function readPair({images, labels}: IdxPair, {classes, fetchBytes}: Reading): Promise<Split> {
  const [imageBytes, labelBytes] = await Promise.all([fetchBytes(images), fetchBytes(labels)]);
  return readIdxPair(imageBytes, labelBytes, {classes, places: [images, labels]});
}

/** Decodes a file of images (`[n, h, w]`, or `[n, c, h, w]`) and one of labels (`[n]`). */
export async function readIdxPair(
  imageBytes: Uint8Array,
  labelBytes: Uint8Array,
  {
    classes,
    places: [imagePlace, labelPlace],
    transpose = false
  }: {
    classes: number;
    places: readonly [string, string];
    transpose?: boolean;
  }
): Promise<Split> {
  const [images, labels] = await Promise.all([
    readIdx(imageBytes, {place: imagePlace}),
    readIdx(labelBytes, {place: labelPlace})
  ]);
  const extents = images.shape.slice(1);
  if (extents.length !== 2 && extents.length !== 3)
    throw new DataError(`images of rank ${images.shape.length}; expected n×h×w or n×c×h×w`, imagePlace);
  if (labels.shape.length !== 1)
    throw new DataError(
      `labels of rank ${labels.shape.length}: ${labels.shape.join("×")}; expected one axis`,
      labelPlace
    );
  if (images.shape[0] !== labels.shape[0])
    throw new DataError(`${images.shape[0]} images but ${labels.shape[0]} labels (${labelPlace})`, imagePlace);
  const [channels, height, width] = extents.length === 2 ? [1, ...extents] : extents;
  const pixels = transpose ? transposed(images.data, height, width) : images.data;
  const shape = transpose ? [channels, width, height] : [channels, height, width];
  return makeSplit({shape, pixels, labels: labels.data}, {classes, place: labelPlace});
}

/** Exchanges rows and columns of every plane: EMNIST stores its images that way. */
function transposed(pixels: Uint8Array, height: number, width: number): Uint8Array {
  const area = height * width;
  const result = new Uint8Array(pixels.length);
  for (let start = 0; start < pixels.length; start += area)
    for (let y = 0; y < height; ++y)
      for (let x = 0; x < width; ++x) result[start + x * height + y] = pixels[start + y * width + x];
  return result;
}
