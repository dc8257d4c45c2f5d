// One level of Haar and its inverse (kernels/haar.ts). `lines` is the number of pairs of rows in the batch, `width` the
// number of pairs of columns, c the channels of the map.

export function haar(x: usize, lines: i32, width: i32, c: i32, y: usize): void {
  const pixel = (<usize>c) << 2;
  const row = <usize>(2 * width) * pixel;
  const half = f32x4.splat(0.5);
  for (let line = 0; line < lines; ++line, x += row)
    for (let i = 0; i < width; ++i, x += pixel, y += 3 * pixel) {
      let detail = y + pixel;
      let k = c;
      for (; k >= 4; k -= 4, x += 16, y += 16, detail += 48) {
        const a = v128.load(x);
        const b = v128.load(x + pixel);
        const d = v128.load(x + row);
        const e = v128.load(x + row + pixel);
        const top = f32x4.add(a, b);
        const topDifference = f32x4.sub(a, b);
        const bottom = f32x4.add(d, e);
        const bottomDifference = f32x4.sub(d, e);
        v128.store(y, f32x4.mul(half, f32x4.add(top, bottom)));
        const lh = f32x4.mul(half, f32x4.sub(top, bottom));
        const hl = f32x4.mul(half, f32x4.add(topDifference, bottomDifference));
        const hh = f32x4.mul(half, f32x4.sub(topDifference, bottomDifference));
        // lh0 hl0 hh0 lh1 · hl1 hh1 lh2 hl2 · hh2 lh3 hl3 hh3
        const lhhl = v128.shuffle<f32>(lh, hl, 0, 4, 1, 5);
        const lhhlHigh = v128.shuffle<f32>(lh, hl, 2, 6, 3, 7);
        v128.store(detail, v128.shuffle<f32>(lhhl, hh, 0, 1, 4, 2));
        v128.store(detail, v128.shuffle<f32>(v128.shuffle<f32>(lhhl, hh, 3, 5, 3, 5), lhhlHigh, 0, 1, 4, 5), 16);
        v128.store(detail, v128.shuffle<f32>(hh, v128.shuffle<f32>(lhhlHigh, hh, 2, 3, 7, 7), 2, 4, 5, 6), 32);
      }
      for (; k > 0; --k, x += 4, y += 4, detail += 12) {
        const top = load<f32>(x) + load<f32>(x + pixel);
        const topDifference = load<f32>(x) - load<f32>(x + pixel);
        const bottom = load<f32>(x + row) + load<f32>(x + row + pixel);
        const bottomDifference = load<f32>(x + row) - load<f32>(x + row + pixel);
        store<f32>(y, 0.5 * (top + bottom));
        store<f32>(detail, 0.5 * (top - bottom));
        store<f32>(detail, 0.5 * (topDifference + bottomDifference), 4);
        store<f32>(detail, 0.5 * (topDifference - bottomDifference), 8);
      }
    }
}

export function haarInverse(x: usize, lines: i32, width: i32, c: i32, y: usize): void {
  const pixel = (<usize>c) << 2;
  const row = <usize>(2 * width) * pixel;
  const half = f32x4.splat(0.5);
  for (let line = 0; line < lines; ++line, y += row)
    for (let i = 0; i < width; ++i, y += pixel, x += 3 * pixel) {
      let detail = x + pixel;
      let k = c;
      for (; k >= 4; k -= 4, x += 16, y += 16, detail += 48) {
        const ll = v128.load(x);
        const d0 = v128.load(detail);
        const d1 = v128.load(detail, 16);
        const d2 = v128.load(detail, 32);
        const lh = v128.shuffle<f32>(d0, v128.shuffle<f32>(d1, d2, 2, 5, 2, 5), 0, 3, 4, 5);
        const hl = v128.shuffle<f32>(
          v128.shuffle<f32>(d0, d1, 1, 4, 1, 4),
          v128.shuffle<f32>(d1, d2, 3, 6, 3, 6),
          0,
          1,
          4,
          5
        );
        const hh = v128.shuffle<f32>(v128.shuffle<f32>(d0, d1, 2, 5, 2, 5), d2, 0, 1, 4, 7);
        const top = f32x4.add(ll, lh);
        const bottom = f32x4.sub(ll, lh);
        const topDifference = f32x4.add(hl, hh);
        const bottomDifference = f32x4.sub(hl, hh);
        v128.store(y, f32x4.mul(half, f32x4.add(top, topDifference)));
        v128.store(y + pixel, f32x4.mul(half, f32x4.sub(top, topDifference)));
        v128.store(y + row, f32x4.mul(half, f32x4.add(bottom, bottomDifference)));
        v128.store(y + row + pixel, f32x4.mul(half, f32x4.sub(bottom, bottomDifference)));
      }
      for (; k > 0; --k, x += 4, y += 4, detail += 12) {
        const top = load<f32>(x) + load<f32>(detail);
        const bottom = load<f32>(x) - load<f32>(detail);
        const topDifference = load<f32>(detail, 4) + load<f32>(detail, 8);
        const bottomDifference = load<f32>(detail, 4) - load<f32>(detail, 8);
        store<f32>(y, 0.5 * (top + topDifference));
        store<f32>(y + pixel, 0.5 * (top - topDifference));
        store<f32>(y + row, 0.5 * (bottom + bottomDifference));
        store<f32>(y + row + pixel, 0.5 * (bottom - bottomDifference));
      }
    }
}
