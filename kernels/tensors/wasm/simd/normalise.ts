/**
 * y = (x − mean)·γ/√(variance + ε) + β of x [rows, c] (kernels/normalise.ts). `scale` has room for c floats.
 */
export function normalise(
  x: usize,
  gamma: usize,
  beta: usize,
  mean: usize,
  variance: usize,
  rows: i32,
  c: i32,
  epsilon: f32,
  y: usize,
  scale: usize
): void {
  for (let at: usize = 0; at < (<usize>c) << 2; at += 4)
    store<f32>(scale + at, load<f32>(gamma + at) / sqrt<f32>(load<f32>(variance + at) + epsilon));
  for (let r = 0; r < rows; ++r) {
    let m = mean;
    let s = scale;
    let b = beta;
    let k = c;
    for (; k >= 4; k -= 4, x += 16, y += 16, m += 16, s += 16, b += 16)
      v128.store(y, f32x4.add(f32x4.mul(f32x4.sub(v128.load(x), v128.load(m)), v128.load(s)), v128.load(b)));
    for (; k > 0; --k, x += 4, y += 4, m += 4, s += 4, b += 4)
      store<f32>(y, (load<f32>(x) - load<f32>(m)) * load<f32>(s) + load<f32>(b));
  }
}
