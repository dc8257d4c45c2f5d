import {network, type Value} from "../../../kernels/graph/trace.ts";
import {dwt as transform} from "../../../kernels/ops/dwt.ts";
import {slice} from "../../../kernels/ops/slice.ts";
import {wavelet as find} from "../../../kernels/ops/wavelets/wavelet.ts";
import {numberOf, series} from "../case.ts";
import type {Adapter} from "./adapter.ts";
import {waveletOf} from "./wavelet.ts";

/** The forward transform: the coarsest low band, then the details, finest level first. */
export const dwt: Adapter = (reference) => {
  const [, ...shape] = series(reference, "input")[0].shape;
  const options = waveletOf(reference.config);
  const levels = numberOf(reference.config, "levels", 1);
  const {dec_lo, dec_hi} = find(options.wavelet);
  return {
    network: network(shape, (x) => {
      const details: Value[] = [];
      for (let level = 1; level <= levels; ++level) {
        const channels = x.shape[0];
        const bands = transform(x, options);
        details.push(slice(bands, {from: channels, to: 4 * channels}));
        x = slice(bands, {to: channels});
      }
      return [x, ...details];
    }),
    input: "map",
    taps: new Map(),
    constants: new Map([
      ["dec_lo", dec_lo],
      ["dec_hi", dec_hi]
    ])
  };
};
