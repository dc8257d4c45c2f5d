import {size, type Shape} from "../../../kernels/graph/shape.ts";
import {network} from "../../../kernels/graph/trace.ts";
import {concat} from "../../../kernels/ops/concat.ts";
import {idwt as inverse} from "../../../kernels/ops/idwt.ts";
import {reshape} from "../../../kernels/ops/reshape.ts";
import {slice} from "../../../kernels/ops/slice.ts";
import {wavelet as find} from "../../../kernels/ops/wavelets/wavelet.ts";
import {series} from "../case.ts";
import type {Adapter} from "./adapter.ts";
import {waveletOf} from "./wavelet.ts";

/**
 * The inverse: reads the low band and the details of all levels, which differ in size, as one row. Each level's result is cut
 * to the details that it meets, and the last is left as it is.
 */
export const idwt: Adapter = (reference) => {
  const options = waveletOf(reference.config);
  const shapes = series(reference, "input").map(({shape: [, channels, ...rest]}): Shape =>
    rest.length === 3 ? [channels * rest[0], rest[1], rest[2]] : [channels, ...rest]
  );
  const {rec_lo, rec_hi} = find(options.wavelet);
  return {
    network: network([shapes.reduce((sum, shape) => sum + size(shape), 0)], (row) => {
      let at = 0;
      const [coarsest, ...details] = shapes.map((shape) => {
        const part = slice(row, {from: at, to: (at += size(shape))});
        return reshape(part, {shape});
      });
      let low = coarsest;
      for (let level = details.length - 1; level >= 0; --level) {
        const next = details[level - 1]?.shape;
        low = inverse(concat([low, details[level]]), {
          ...options,
          ...(next && {outHeight: next[1], outWidth: next[2]})
        });
      }
      return low;
    }),
    input: "joined",
    taps: new Map(),
    constants: new Map([
      ["rec_lo", rec_lo],
      ["rec_hi", rec_hi]
    ])
  };
};
