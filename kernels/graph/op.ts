import type {ParameterSpec} from "./parameter.ts";
import type {Shape} from "./shape.ts";

/** Positions `from … to`, both included, along one axis of a feature map. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** Positions of an input that an op reads: an interval, or only `from`, `from + step`, … of it (dilation). */
export interface ReadInterval extends Interval {
  readonly step?: number;
}

/** Elements of float32 a sample: held until the backward pass has used them in training, and written in inference. */
export interface Memory {
  readonly training: number;
  readonly inference: number;
}

/** What an op's ONNX rule may say; `exchange/onnx` implements it. Names are ONNX value names. */
export interface OnnxEmitter {
  /** Adds a node; returns the names of its outputs (one unless `outputs` says more). */
  node(
    type: string,
    inputs: readonly string[],
    attributes?: Readonly<Record<string, number | string | readonly number[] | {float: number}>>,
    outputs?: number
  ): string[];
  floats(values: ArrayLike<number>, shape: Shape): string;
  integers(values: readonly number[], shape?: Shape): string;
  /** The initializer that holds the op's parameter of this name. */
  parameter(name: string): string;
}

/** Where a rule stands: shapes of one sample, no batch. */
export interface Site<O> {
  readonly options: O;
  readonly inputs: readonly Shape[];
  readonly output: Shape;
}

/**
 * PyTorch source of an op: the constructor of a module, or of a parameter, at the op's path (if it holds state), and the
 * expression in forward.
 */
export interface TorchSource {
  readonly module?: string;
  readonly forward: string;
  /** Python definitions that the expressions use; each text is written once a file, in order of first use. */
  readonly helpers?: readonly string[];
}

/**
 * A primitive operation: one object with every rule. Shapes are those of one sample; feature maps are C×H×W.
 * All rules are required, so that an op without one does not compile.
 */
export interface Op<O extends object = object, N extends string = string> {
  readonly name: N;
  /**
   * The one internal form of what a person may write, plain JSON; throws a NetworkError on an unknown option or a value
   * that cannot be. Leaves its own result as it is.
   */
  options(raw: object): O;
  /** The output's shape. The only place that knows; throws a NetworkError that names both shapes and a cure. */
  shape(inputs: readonly Shape[], options: O): Shape;
  parameters(inputs: readonly Shape[], options: O): readonly ParameterSpec[];
  /**
   * Multiply-accumulates of one sample: the sums of products (convolution, matrix product, fixed transform). What works
   * element by element (norms, activations, additions) and what only moves or compares counts none, as in the papers.
   */
  macs(site: Site<O>): number;
  memory(site: Site<O>): Memory;
  /**
   * The positions of each input that an interval of output positions reads along an axis (0 rows, 1 columns), not yet
   * clipped to the input; `"all"` where every position counts. Tokens carry the positions of the map they came from.
   */
  field(interval: Interval, axis: 0 | 1, site: Site<O>): readonly (ReadInterval | "all")[];
  onnx(emit: OnnxEmitter, inputs: readonly string[], site: Site<O>): string;
  /** `self` is the expression of the op's own module, as `self.layers[0].reduction`. */
  torch(inputs: readonly string[], self: string, site: Site<O>): TorchSource;
}
