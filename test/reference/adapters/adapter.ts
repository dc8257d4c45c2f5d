import type {Network} from "../../../kernels/graph/network.ts";
import type {ReferenceCase} from "../case.ts";

/** How a case is put to our code. */
export interface Adapted {
  readonly network: Network;
  /** What the network reads: the case's inputs as they are, or flattened and joined into one row a sample. */
  readonly input: "map" | "joined";
  /** Where the case's taps stand in the network. */
  readonly taps: ReadonlyMap<string, string>;
  /** Taps that the network does not compute, with the values that they must have. */
  readonly constants?: ReadonlyMap<string, ArrayLike<number>>;
}

export type Adapter = (reference: ReferenceCase) => Adapted;
