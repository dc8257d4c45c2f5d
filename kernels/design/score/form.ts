import {NetworkError} from "../../graph/errors.ts";
import {keyword, positive} from "../../graph/options.ts";

/** Which wording of DeepMAD's objective. */
export type Form = "fixed" | "released" | "paper";

export interface ScoreOptions {
  /**
   * `fixed` (standard): the authors' code with the side of a map after squeeze and excitation as it is. `released`: their code
   * as it is, which takes that side for 1. `paper`: logarithms of widths instead of their roots (so entropies twice as large),
   * the variance of the depths instead of their deviation, the effectiveness of the whole network only.
   */
  readonly form?: Form;
  /** Weight of each stage's entropy; 1 for each and 8 for the last. */
  readonly alpha?: readonly number[];
  /** Weight of the penalty on uneven depths; 10. */
  readonly beta?: number;
  /**
   * Which super blocks' depths are compared. `released`: all, but with K1KXK1 first those from the third on. `all`: all. In
   * the paper's form `all` is standard.
   */
  readonly depths?: "released" | "all";
  /** Side of the image; 224. */
  readonly image?: number;
  /** Side at which entropies are taken, `image` if absent; the authors' code always takes 224. */
  readonly entropyImage?: number;
  /** Exponents of width and of k² in the entropy: w = c^a · k^(2b). Effectiveness always has 1 and 1. */
  readonly exponents?: readonly [number, number];
}

export interface ScoreForm {
  readonly form: Form;
  readonly alpha: readonly number[] | undefined;
  readonly beta: number;
  readonly depths: "released" | "all";
  readonly image: number;
  readonly entropyImage: number;
  readonly exponents: readonly [number, number];
}

/** Reads the options of a score. */
export function scoreForm(options: ScoreOptions): ScoreForm {
  const image = positive("image", options.image ?? 224);
  const form = keyword("form", options.form ?? "fixed", ["fixed", "released", "paper"]);
  const {alpha, beta = 10, depths = form === "paper" ? "all" : "released", exponents = [1, 1]} = options;
  if (alpha && !(alpha.length > 0 && alpha.every((weight) => Number.isFinite(weight) && weight >= 0)))
    throw new NetworkError(`invalid alpha: ${alpha.join(", ")}; expected a weight of at least 0 for each stage`);
  if (!(Number.isFinite(beta) && beta >= 0)) throw new NetworkError(`invalid beta: ${beta}; expected at least 0`);
  return {
    form,
    alpha,
    beta,
    depths: keyword("depths", depths, ["released", "all"]),
    image,
    entropyImage: positive("entropyImage", options.entropyImage ?? image),
    exponents: [positive("exponents", exponents[0]), positive("exponents", exponents[1])]
  };
}

/** The weights of so many stages; a list of another length is refused, as the authors' code refuses it. */
export function stageWeights(alpha: readonly number[] | undefined, stages: number): readonly number[] {
  if (!alpha) return Array.from({length: stages}, (_, s) => (s === stages - 1 ? 8 : 1));
  if (alpha.length === stages) return alpha;
  throw new NetworkError(`invalid alpha: ${alpha.length} weights; the structure has ${stages} stages`);
}
