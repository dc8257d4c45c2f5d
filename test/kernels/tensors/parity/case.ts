import type {Tensor} from "@tensorflow/tfjs-core";

/** A kernel at certain shapes. What it gives on a GPU backend is compared with what it gives on cpu. */
export interface Case {
  /** Unique; it seeds the inputs. */
  readonly name: string;
  readonly inputs: readonly (readonly number[])[];
  readonly run: (...inputs: Tensor[]) => Tensor | Tensor[];
  /** Whether the gradients of the first output by all inputs are compared too. */
  readonly gradients: boolean;
  /** Added to all inputs' values; 0 if absent. */
  readonly offset?: number;
  /** Largest error over the largest value; 1e-5 if absent. */
  readonly tolerance?: number;
}
