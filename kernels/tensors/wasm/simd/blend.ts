/** to = weightA·a + weightB·b for `count` values (kernels/blend.ts). */
export function blend(a: usize, b: usize, count: i32, weightA: f32, weightB: f32, to: usize): void {
  const first = f32x4.splat(weightA);
  const second = f32x4.splat(weightB);
  for (; count >= 4; count -= 4, a += 16, b += 16, to += 16)
    v128.store(to, f32x4.add(f32x4.mul(first, v128.load(a)), f32x4.mul(second, v128.load(b))));
  for (; count > 0; --count, a += 4, b += 4, to += 4) store<f32>(to, weightA * load<f32>(a) + weightB * load<f32>(b));
}
