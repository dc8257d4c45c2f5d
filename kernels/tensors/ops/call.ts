import type {Tensor} from "@tensorflow/tfjs-core";
import type {Random} from "../../graph/random.ts";
import type {Shape} from "../../graph/shape.ts";

/**
 * What an op finds when it runs. Tensors have the batch first; a feature map is [n, h, w, c], every other shape keeps its
 * order behind the batch.
 */
export interface Call<O> {
  readonly options: O;
  readonly inputs: readonly Tensor[];
  /** The shapes of one sample that the graph knows, maps as [c, h, w]. */
  readonly inputShapes: readonly Shape[];
  readonly outputShape: Shape;
  /** The op's parameters by their own names (`weight`, `running_mean`), in the layout of `layout.ts`. */
  readonly parameters: Readonly<Record<string, Tensor>>;
  readonly training: boolean;
  /** The source of dropout masks. */
  readonly random: Random | undefined;
  /** A bias that the op before left out because this batch normalisation subtracts it again. */
  readonly omittedBias: Tensor | undefined;
  /** Where the op stands, for errors. */
  readonly path: string;
}

/** What an op gives: its output, and in training the new value of running statistics by the parameter's own name. */
export interface Ran {
  readonly output: Tensor;
  readonly statistics?: Readonly<Record<string, Tensor>>;
}

/** How an op runs. */
export type Runner<O> = (call: Call<O>) => Tensor | Ran;
