/** How many consecutive rows one thread sums, and how many threads that gives. */
export interface Chunks {
  readonly rows: number;
  readonly count: number;
}

/**
 * Splits a sum over `rows` into chunks of about √rows: the threads that sum a chunk and the thread that sums the chunks
 * then have equally long loops. The split depends on nothing but `rows`, so that sums have one fixed order.
 */
export function chunksOf(rows: number): Chunks {
  const size = Math.max(8, Math.ceil(Math.sqrt(rows)));
  return {rows: size, count: Math.ceil(rows / size)};
}
