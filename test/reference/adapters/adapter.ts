import type {Network} from "../../../kernels/graph/network.ts";
import type {ReferenceCase} from "../case.ts";
import type {Answer, Question} from "../compute.ts";

/** Asks a network with the case's weights, in the case's mode and with its number of samples. */
export type Ask = (question: Pick<Question, "network" | "input" | "cotangents">) => Promise<Answer>;

/** How a case is put to our code. */
export interface Adapted {
  readonly network: Network;
  /**
   * What the network reads: the case's inputs as they are, or flattened and joined into one row a sample, or, where a case
   * has no input, these values.
   */
  readonly input: "map" | "joined" | {readonly batch: number; readonly values: Float32Array};
  /** Where the case's taps stand in the network. */
  readonly taps: ReadonlyMap<string, string>;
  /** Paths that `derive` wants to see besides. */
  readonly looks?: readonly string[];
  /** Taps that follow from what the network computed. */
  readonly derive?: (answer: Answer, ask: Ask) => Promise<ReadonlyMap<string, ArrayLike<number>>>;
  /** Directions of the gradients, one an output, where they are no tensors of the case. */
  readonly cotangents?: readonly Float32Array[];
  /** The keys that weights by formula are made from, where they are not ours. */
  readonly fillKey?: (key: string) => string;
  /** Numbers in [0, 1) for what draws in training, in the order of the nodes. */
  readonly draws?: readonly number[];
  /** Our key for one of the case's weights, gradients or statistics, where it is not the same. */
  readonly keys?: (key: string) => string;
  /** Taps that the network does not compute, with the values that they must have. */
  readonly constants?: ReadonlyMap<string, ArrayLike<number>>;
}

export type Adapter = (reference: ReferenceCase) => Adapted;
