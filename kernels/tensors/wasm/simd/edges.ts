// Edges between points and their nearest points (kernels/edges.ts). Numbers of points are stored as floats.
import {addTo, copy, fill} from "./memory";

/** Bytes: one distance a point. */
export function nearestScratch(points: i32): i32 {
  return points * 4;
}

export function nearest(x: usize, batch: i32, points: i32, c: i32, count: i32, y: usize, scratch: usize): void {
  const row = (<usize>c) << 2;
  for (let n = 0; n < batch; ++n, x += <usize>points * row)
    for (let i = 0; i < points; ++i, y += (<usize>count) << 2) {
      const from = x + <usize>i * row;
      for (let j = 0; j < points; ++j) store<f32>(scratch + ((<usize>j) << 2), distance(from, x + <usize>j * row, c));
      insert(scratch, points, count, y);
    }
}

function distance(a: usize, b: usize, count: i32): f32 {
  let sums = f32x4.splat(0);
  for (; count >= 4; count -= 4, a += 16, b += 16) {
    const apart = f32x4.sub(v128.load(a), v128.load(b));
    sums = f32x4.add(sums, f32x4.mul(apart, apart));
  }
  let sum =
    f32x4.extract_lane(sums, 0) +
    f32x4.extract_lane(sums, 1) +
    f32x4.extract_lane(sums, 2) +
    f32x4.extract_lane(sums, 3);
  for (; count > 0; --count, a += 4, b += 4) {
    const apart = load<f32>(a) - load<f32>(b);
    sum += apart * apart;
  }
  return sum;
}

/** Writes the numbers of the `count` smallest distances to y, by insertion: `count` is small. */
function insert(distances: usize, points: i32, count: i32, y: usize): void {
  let held = 0;
  for (let j = 0; j < points; ++j) {
    const value = load<f32>(distances + ((<usize>j) << 2));
    if (held == count && !(value < at(distances, y, held - 1))) continue;
    let place = held < count ? held++ : held - 1;
    for (; place > 0 && value < at(distances, y, place - 1); --place)
      store<f32>(y + ((<usize>place) << 2), load<f32>(y + ((<usize>(place - 1)) << 2)));
    store<f32>(y + ((<usize>place) << 2), <f32>j);
  }
}

/** The distance of the point whose number stands at `place`. */
function at(distances: usize, y: usize, place: i32): f32 {
  return load<f32>(distances + ((<usize>load<f32>(y + ((<usize>place) << 2))) << 2));
}

export function edges(x: usize, near: usize, batch: i32, points: i32, c: i32, count: i32, y: usize): void {
  const row = (<usize>c) << 2;
  for (let n = 0; n < batch; ++n, x += <usize>points * row)
    for (let i = 0; i < points; ++i) {
      const start = x + <usize>i * row;
      for (let k = 0; k < count; ++k, near += 4, y += 2 * row) {
        difference(x + <usize>load<f32>(near) * row, start, y, c);
        copy(start, y + row, c);
      }
    }
}

export function edgesGradient(dy: usize, near: usize, batch: i32, points: i32, c: i32, count: i32, dx: usize): void {
  const row = (<usize>c) << 2;
  fill(dx, batch * points * c, 0);
  for (let n = 0; n < batch; ++n, dx += <usize>points * row)
    for (let i = 0; i < points; ++i) {
      const start = dx + <usize>i * row;
      for (let k = 0; k < count; ++k, near += 4, dy += 2 * row) {
        addTo(dy, dx + <usize>load<f32>(near) * row, c);
        addTo(dy + row, start, c);
        takeFrom(dy, start, c);
      }
    }
}

/** to = a − b for `count` values. */
function difference(a: usize, b: usize, to: usize, count: i32): void {
  for (; count >= 4; count -= 4, a += 16, b += 16, to += 16) v128.store(to, f32x4.sub(v128.load(a), v128.load(b)));
  for (; count > 0; --count, a += 4, b += 4, to += 4) store<f32>(to, load<f32>(a) - load<f32>(b));
}

/** Subtracts `count` values from those at `to`. */
function takeFrom(from: usize, to: usize, count: i32): void {
  for (; count >= 4; count -= 4, from += 16, to += 16) v128.store(to, f32x4.sub(v128.load(to), v128.load(from)));
  for (; count > 0; --count, from += 4, to += 4) store<f32>(to, load<f32>(to) - load<f32>(from));
}
