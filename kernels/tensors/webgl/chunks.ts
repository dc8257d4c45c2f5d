/** How many texel rows one fragment sums, and how many fragments that gives. */
export interface Chunks {
  readonly length: number;
  readonly count: number;
}

/**
 * Splits a sum over `total` texel rows into chunks of about √total: the fragments that sum a chunk and those that sum the
 * chunks then have equally long loops. The split depends on nothing but `total`, so that sums have one fixed order.
 */
export function chunksOf(total: number): Chunks {
  const length = Math.max(8, Math.ceil(Math.sqrt(total)));
  return {length, count: Math.ceil(total / length)};
}
