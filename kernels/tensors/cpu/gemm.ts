/** A matrix in an array: element (i, j) stands at `offset + i·row + j·column`. */
export interface Matrix {
  readonly values: Float32Array;
  readonly offset: number;
  readonly row: number;
  readonly column: number;
}

/** The matrix of a row-major array with rows of length `width`, or its transpose. */
export function matrix(values: Float32Array, width: number, transposed = false, offset = 0): Matrix {
  return transposed ? {values, offset, row: 1, column: width} : {values, offset, row: width, column: 1};
}

// Blocks of a and b that are packed at a time, as float64 without gaps: about 128 and 256 kB, so that they stay in cache.
const rowsAtOnce = 64;
const columnsAtOnce = 128;
const depthAtOnce = 256;
const packedA = new Float64Array(rowsAtOnce * depthAtOnce);
const packedB = new Float64Array(columnsAtOnce * depthAtOnce);

/**
 * c += a·b for a (m×k), b (k×n) and c (m×n, from `offset`, its rows `step` apart). The order of the sums depends on the sizes
 * alone.
 */
export function gemm(
  m: number,
  n: number,
  k: number,
  a: Matrix,
  b: Matrix,
  c: Float32Array,
  offset: number = 0,
  step: number = n
): void {
  for (let p = 0; p < k; p += depthAtOnce) {
    const depth = Math.min(depthAtOnce, k - p);
    for (let j = 0; j < n; j += columnsAtOnce) {
      const columns = Math.min(columnsAtOnce, n - j);
      pack(packedB, b, b.offset + p * b.row + j * b.column, b.column, b.row, columns, depth);
      for (let i = 0; i < m; i += rowsAtOnce) {
        const rows = Math.min(rowsAtOnce, m - i);
        pack(packedA, a, a.offset + i * a.row + p * a.column, a.row, a.column, rows, depth);
        multiplyBlock(rows, columns, depth, c, offset + i * step + j, step);
      }
    }
  }
}

/** Lines of four: for each four of `count` lines, the four values at each depth stand together; missing lines are 0. */
function pack(
  packed: Float64Array,
  {values}: Matrix,
  offset: number,
  line: number,
  step: number,
  count: number,
  depth: number
): void {
  for (let i = 0, to = 0; i < count; i += 4)
    for (let lane = 0; lane < 4; ++lane) {
      const base = to + lane;
      if (i + lane < count)
        for (let p = 0, from = offset + (i + lane) * line; p < depth; ++p, from += step)
          packed[base + 4 * p] = values[from];
      else for (let p = 0; p < depth; ++p) packed[base + 4 * p] = 0;
      if (lane === 3) to += 4 * depth;
    }
}

/** c += packedA·packedB, four by four: sixteen sums stay in registers over the whole depth. */
function multiplyBlock(
  rows: number,
  columns: number,
  depth: number,
  c: Float32Array,
  offset: number,
  step: number
): void {
  for (let i = 0; i < rows; i += 4)
    for (let j = 0; j < columns; j += 4) {
      let [a, b] = [i * depth, j * depth];
      let [s00, s01, s02, s03, s10, s11, s12, s13] = [0, 0, 0, 0, 0, 0, 0, 0];
      let [s20, s21, s22, s23, s30, s31, s32, s33] = [0, 0, 0, 0, 0, 0, 0, 0];
      for (let p = 0; p < depth; ++p, a += 4, b += 4) {
        const [b0, b1, b2, b3] = [packedB[b], packedB[b + 1], packedB[b + 2], packedB[b + 3]];
        const a0 = packedA[a];
        s00 += a0 * b0;
        s01 += a0 * b1;
        s02 += a0 * b2;
        s03 += a0 * b3;
        const a1 = packedA[a + 1];
        s10 += a1 * b0;
        s11 += a1 * b1;
        s12 += a1 * b2;
        s13 += a1 * b3;
        const a2 = packedA[a + 2];
        s20 += a2 * b0;
        s21 += a2 * b1;
        s22 += a2 * b2;
        s23 += a2 * b3;
        const a3 = packedA[a + 3];
        s30 += a3 * b0;
        s31 += a3 * b1;
        s32 += a3 * b2;
        s33 += a3 * b3;
      }
      const sums = [s00, s01, s02, s03, s10, s11, s12, s13, s20, s21, s22, s23, s30, s31, s32, s33];
      const [height, width] = [Math.min(4, rows - i), Math.min(4, columns - j)];
      for (let y = 0, to = offset + i * step + j; y < height; ++y, to += step)
        for (let x = 0; x < width; ++x) c[to + x] += sums[4 * y + x];
    }
}
