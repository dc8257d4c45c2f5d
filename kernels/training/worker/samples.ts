import type {Shape} from "../../graph/shape.ts";

/** Images to look at: some of a split, or pixels in the data set's own units and order (n, c, h, w). */
export type Samples =
  | {readonly split?: "train" | "test"; readonly indices: readonly number[]}
  | {readonly pixels: Uint8Array | Float32Array};

/** Values at a path, `[n, …]`, feature maps as n×c×h×w whatever the device's layout is. */
export interface Activation {
  readonly path: string;
  readonly shape: Shape;
  readonly data: Float32Array;
}

/** A unit of an op's output. A missing row or column is the middle one; a missing channel the sum over all. */
export interface Unit {
  readonly channel?: number;
  readonly row?: number;
  readonly column?: number;
}

/** What a classifier says of some images. */
export interface Prediction {
  readonly classes: readonly string[];
  /** The most likely class of each image. */
  readonly labels: Int32Array;
  /** n × classes. */
  readonly probabilities: Float32Array;
  /** n × classes, before the softmax. */
  readonly scores: Float32Array;
}
