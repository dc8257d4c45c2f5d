// How matrices are laid out for the inner loop of matmul.ts: in panels of a few lines that stand side by side, so that the
// loop reads memory in order. Lines that a matrix lacks are 0. Strides are in bytes.

export function panelsOfEight(columns: i32): i32 {
  return (columns + 7) >> 3;
}

/**
 * Packs a matrix of `depth` rows and `columns` columns in panels of eight columns: for each panel, for each row, eight
 * values. Element (p, j) stands at from + p·row + j·column. Takes ⌈columns/8⌉·depth·32 bytes.
 */
export function packEights(from: usize, row: usize, column: usize, depth: i32, columns: i32, to: usize): void {
  for (let j = 0; j < columns; j += 8, from += 8 * column) {
    if (column == 4 && j + 8 <= columns)
      for (let p = 0, at = from; p < depth; ++p, at += row, to += 32) {
        v128.store(to, v128.load(at));
        v128.store(to, v128.load(at, 16), 16);
      }
    else {
      const count = min(8, columns - j);
      for (let lane = 0; lane < 8; ++lane) {
        let at = from + <usize>lane * column;
        let cell = to + ((<usize>lane) << 2);
        for (let p = 0; p < depth; ++p, at += row, cell += 32) store<f32>(cell, lane < count ? load<f32>(at) : 0);
      }
      to += (<usize>depth) << 5;
    }
  }
}

/**
 * Packs the columns of a matrix (rows × width, row-major without gaps) in panels of four: for each panel, for each row,
 * four values. Takes ⌈width/4⌉·rows·16 bytes.
 */
export function packColumns(from: usize, rows: i32, width: i32, to: usize): void {
  const row = (<usize>width) << 2;
  for (let j = 0; j < width; j += 4, from += 16) {
    let at = from;
    if (j + 4 <= width) for (let i = 0; i < rows; ++i, at += row, to += 16) v128.store(to, v128.load(at));
    else
      for (let i = 0; i < rows; ++i, at += row, to += 16) {
        v128.store(to, f32x4.splat(0));
        for (let lane: usize = 0; lane < <usize>(width - j); ++lane)
          store<f32>(to + (lane << 2), load<f32>(at + (lane << 2)));
      }
  }
}

/**
 * Packs up to four rows of `depth` values, `row` bytes apart, side by side: for each p, four values, one of each row. A row
 * beyond `count` repeats the first. Takes depth·16 bytes.
 */
export function packRows(from: usize, row: usize, count: i32, depth: i32, to: usize): void {
  packFour(
    from,
    count > 1 ? from + row : from,
    count > 2 ? from + 2 * row : from,
    count > 3 ? from + 3 * row : from,
    depth,
    to
  );
}

/** Packs `depth` values from each of four places side by side. */
export function packFour(p0: usize, p1: usize, p2: usize, p3: usize, depth: i32, to: usize): void {
  const end = to + ((<usize>depth) << 4);
  for (; to + 64 <= end; to += 64, p0 += 16, p1 += 16, p2 += 16, p3 += 16) {
    const r0 = v128.load(p0);
    const r1 = v128.load(p1);
    const r2 = v128.load(p2);
    const r3 = v128.load(p3);
    const low01 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
    const low23 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
    const high01 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
    const high23 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
    v128.store(to, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5));
    v128.store(to, v128.shuffle<f32>(low01, low23, 2, 3, 6, 7), 16);
    v128.store(to, v128.shuffle<f32>(high01, high23, 0, 1, 4, 5), 32);
    v128.store(to, v128.shuffle<f32>(high01, high23, 2, 3, 6, 7), 48);
  }
  for (; to < end; to += 16, p0 += 4, p1 += 4, p2 += 4, p3 += 4) {
    store<f32>(to, load<f32>(p0));
    store<f32>(to, load<f32>(p1), 4);
    store<f32>(to, load<f32>(p2), 8);
    store<f32>(to, load<f32>(p3), 12);
  }
}
