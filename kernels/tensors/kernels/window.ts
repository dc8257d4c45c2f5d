/** `[height, width]`. */
export type Pair = [number, number];

/**
 * How a window moves over a map. Output position (y, x) reads input row `y·stride − padding + i·dilation` for
 * i = 0 … kernel − 1, likewise columns; what lies outside counts as zero. `padding` is what is added above and on the left;
 * what is added below and on the right follows from `outHeight` and `outWidth`.
 *
 * A type, not an interface, so that it is a tfjs attribute map.
 */
export type Window = {
  kernel: Pair;
  stride: Pair;
  padding: Pair;
  dilation: Pair;
  outHeight: number;
  outWidth: number;
};

/** A window and the extent of the map that it moves over, for kernels that see only the outputs. */
export type WindowOver = Window & {height: number; width: number};

/** A window that sees the channels of map and output in so many equal parts, each part of the output made of one of the map. */
export type Grouped<W extends Window> = W & {groups: number};

/** Whether the window is one pixel that visits every position once: a convolution with it is a matrix product. */
export function isPointwise({kernel, stride, padding}: Pick<Window, "kernel" | "stride" | "padding">): boolean {
  return [...kernel, ...stride].every((n) => n === 1) && padding.every((n) => n === 0);
}
