/**
 * The shape of one sample, without the batch: `[]` a scalar, `[c]` features, `[t, c]` tokens, `[c, h, w]` a feature map.
 * Rank 3 always means a feature map, so that `tensors/` can keep maps channels-last and everything else as it is.
 */
export type Shape = readonly number[];

/** The number of elements of one sample. */
export function size(shape: Shape): number {
  return shape.reduce((product, extent) => product * extent, 1);
}

/** A shape as people write it: 64×32×3×3; a scalar is "scalar". */
export function formatShape(shape: Shape): string {
  return shape.length ? shape.join("×") : "scalar";
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((extent, i) => extent === b[i]);
}
