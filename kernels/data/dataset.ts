import type {Shape} from "../graph/shape.ts";
import {digest} from "./digest.ts";
import {DataError} from "./error.ts";
import type {Normalisation} from "./normalisation.ts";
import {readSource, type FetchBytes, type Source} from "./source.ts";
import type {Split, Splits} from "./split.ts";

/** A data set as plain data: what can be posted to a worker and stands in a plan. */
export interface DatasetDescription {
  /** What it is, in a plan: `fashion-mnist-12k`. */
  readonly id: string;
  readonly version: string;
  /** What it is called wherever it is shown. */
  readonly title: string;
  /** `[c, h, w]` of one image. */
  readonly shape: Shape;
  /** The name of each label, from 0. */
  readonly classes: readonly string[];
  readonly licence: string;
  readonly normalisation: Normalisation;
  readonly counts: {readonly train: number; readonly test: number};
  /** SHA-256 of the decoded images and labels; see digest. Loading checks it. */
  readonly sha256: string;
  readonly source: Source;
}

/** A data set is a value: it names its images, and reads them when asked. */
export interface Dataset extends DatasetDescription {
  /** Reads, decodes and checks everything. The bytes of its files come from the page's own origin unless said. */
  load(fetchBytes?: FetchBytes): Promise<Splits>;
}

/** Gives a description its `load`. */
export function dataset(description: DatasetDescription): Dataset {
  return Object.freeze({...description, load: (fetchBytes?: FetchBytes) => load(description, fetchBytes)});
}

/** A data set without its method, for posting. */
export function describeDataset(dataset: Dataset): DatasetDescription {
  const {id, version, title, shape, classes, licence, normalisation, counts, sha256, source} = dataset;
  return {id, version, title, shape, classes, licence, normalisation, counts, sha256, source};
}

async function load(description: DatasetDescription, fetchBytes: FetchBytes = fetchFromOrigin): Promise<Splits> {
  const {id, classes, shape, sha256} = description;
  const splits = await readSource(description.source, {classes: classes.length, fetchBytes});
  for (const [name, split] of Object.entries(splits) as [string, Split][])
    if (split.shape.join() !== shape.join())
      throw new DataError(`wrong image shape: ${split.shape.join("×")}, expected ${shape.join("×")}`, `${id}, ${name}`);
  const found = await digest(splits);
  if (found !== sha256)
    throw new DataError(`the files are not those that the data set names: SHA-256 ${found}, expected ${sha256}`, id);
  return splits;
}

async function fetchFromOrigin(url: string): Promise<Uint8Array> {
  const response = await fetch(url);
  if (!response.ok) throw new DataError(`no such data file: ${url} (${response.status})`);
  return new Uint8Array(await response.arrayBuffer());
}
