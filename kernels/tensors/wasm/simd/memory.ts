/** Copies `count` floats; the ranges must not overlap. */
export function copy(from: usize, to: usize, count: i32): void {
  let i = count;
  for (; i >= 4; i -= 4, from += 16, to += 16) v128.store(to, v128.load(from));
  for (; i > 0; --i, from += 4, to += 4) store<f32>(to, load<f32>(from));
}

export function fill(to: usize, count: i32, value: f32): void {
  const values = f32x4.splat(value);
  let i = count;
  for (; i >= 4; i -= 4, to += 16) v128.store(to, values);
  for (; i > 0; --i, to += 4) store<f32>(to, value);
}

/** Adds `count` floats to those at `to`. */
export function addTo(from: usize, to: usize, count: i32): void {
  let i = count;
  for (; i >= 4; i -= 4, from += 16, to += 16) v128.store(to, f32x4.add(v128.load(to), v128.load(from)));
  for (; i > 0; --i, from += 4, to += 4) store<f32>(to, load<f32>(to) + load<f32>(from));
}
