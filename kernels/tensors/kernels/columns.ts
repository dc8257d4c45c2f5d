import type {WindowOver, Window} from "./window.ts";

/*
 * A map's windows as the rows of a matrix, and back: an adjoint pair. They are called by `convByColumns` inside other
 * kernels, never on the tape, so they have no gradient of their own.
 */

/** {x [n, h, w, c]} Window → [n·oh·ow, kh·kw·c]; a row holds (i, j, c), c fastest; outside the map stands 0. */
export const Im2Col = "SubbandIm2Col";
/** {x [n·oh·ow, kh·kw·c]} Col2ImAttributes → [n, height, width, c]: every pixel sums the entries that read it. */
export const Col2Im = "SubbandCol2Im";

export type Im2ColAttributes = Window;
export type Col2ImAttributes = WindowOver & {batch: number; channels: number};
