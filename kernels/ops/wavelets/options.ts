import {keyword} from "../../graph/options.ts";
import {paddings, type Padding} from "./extension.ts";
import {wavelet as find} from "./wavelet.ts";

export interface WaveletOptions {
  /** A discrete wavelet by its name in PyWavelets. */
  wavelet?: string;
  /** How the image goes on beyond its border. */
  padding?: Padding;
}

/** The common options of the transform and its inverse: Haar with zeros unless told otherwise. */
export function waveletOptions({wavelet = "haar", padding = "zero"}: {wavelet?: unknown; padding?: unknown}) {
  return {wavelet: find(String(wavelet)).name, padding: keyword("padding", padding, paddings)};
}
