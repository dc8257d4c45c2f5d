import type {Op} from "./op.ts";
import type {Parameter} from "./parameter.ts";
import type {Shape} from "./shape.ts";

/** One application of an op. Nodes of a network stand in an order in which inputs precede their readers. */
export interface Node<O extends object = object> {
  readonly id: number;
  readonly op: Op<O>;
  readonly options: O;
  readonly inputs: readonly Node[];
  /** Where it stands: `layers.0.feedforward.3`. Unique in its network. */
  readonly path: string;
  /** Where its parameters stand in the state dict: its own path, or that of the node whose weights it shares. */
  readonly module: string;
  readonly shape: Shape;
  readonly parameters: readonly Parameter[];
  /** Whether training leaves its parameters as they are; a frozen batch normalisation goes by its running statistics. */
  readonly frozen: boolean;
  /** The innermost block that it belongs to; undefined outside all blocks. */
  readonly block: Block | undefined;
}

/** A stretch of a network that one block of the library wrote. */
export interface Block {
  readonly kind: string;
  readonly path: string;
  readonly options: object;
  readonly parent: Block | undefined;
}

/** An immutable graph of primitive operations; everything else is a reading of it. */
export interface Network {
  readonly inputs: readonly Node[];
  readonly outputs: readonly Node[];
  readonly nodes: readonly Node[];
  /** In order of first appearance, parents before children. */
  readonly blocks: readonly Block[];
}
