import type {Padding} from "../../../kernels/ops/wavelets/extension.ts";
import type {Config} from "../case.ts";

/** The wavelet and padding of a configuration; our ops refuse what they do not know. */
export function waveletOf({wave = "haar", padding = "zero"}: Config) {
  return {wavelet: String(wave), padding: padding as Padding};
}
