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

/**
 * Splits a sum that each of `texels` output texels takes over `total` texel rows, so that about 8192 fragments share the
 * work; a chunk has 16 to 1024 texel rows. It depends on the sizes alone, so that sums have one fixed order.
 */
export function chunksFor(total: number, texels: number): Chunks {
  const wanted = Math.max(Math.ceil(total / 1024), Math.min(Math.ceil(total / 16), Math.ceil(8192 / texels)));
  const length = Math.ceil(total / wanted);
  return {length, count: Math.ceil(total / length)};
}
