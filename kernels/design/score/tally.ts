import type {ScoreForm} from "./form.ts";
import type {Step} from "./steps.ts";

/** What is summed along a main path, from the input on. */
export interface Tally {
  layers: number;
  /** The logarithm of the product of the layers' widths. */
  product: number;
  /** The entropy of the layers, by the form. */
  entropy: number;
}

/** Adds so many equal steps to what was summed before them. */
export function addStep(
  tally: Tally,
  {layers, channels, window}: Pick<Step, "layers" | "channels" | "window">,
  {form, exponents: [a, b]}: Pick<ScoreForm, "form" | "exponents">,
  times = 1
): void {
  tally.layers += times * layers;
  tally.product += times * (channels + window);
  tally.entropy += times * (form === "paper" ? 1 : 0.5) * (a * channels + b * window);
}

/** The logarithm of rho: of the layers over their mean width (geometric). */
export function logEffectiveness({layers, product}: Tally): number {
  return Math.log(layers) - product / layers;
}
