/**
 * One step of AdamW (kernels/adam.ts) for `count` values; `keep` is 1 − rate·decay, `step` is rate/correction1 and `scale` is
 * 1/correction2: value·keep − step·m/(√(v·scale) + ε).
 */
export function adam(
  value: usize,
  m: usize,
  v: usize,
  gradient: usize,
  newValue: usize,
  newM: usize,
  newV: usize,
  count: i32,
  beta1: f32,
  beta2: f32,
  rest1: f32,
  rest2: f32,
  epsilon: f32,
  keep: f32,
  step: f32,
  scale: f32
): void {
  let at: usize = 0;
  for (; count >= 4; count -= 4, at += 16) {
    const g = v128.load(gradient + at);
    const first = f32x4.add(f32x4.mul(f32x4.splat(beta1), v128.load(m + at)), f32x4.mul(f32x4.splat(rest1), g));
    const square = f32x4.mul(f32x4.mul(f32x4.splat(rest2), g), g);
    const second = f32x4.add(f32x4.mul(f32x4.splat(beta2), v128.load(v + at)), square);
    const root = f32x4.add(f32x4.sqrt(f32x4.mul(second, f32x4.splat(scale))), f32x4.splat(epsilon));
    const change = f32x4.div(f32x4.mul(f32x4.splat(step), first), root);
    v128.store(newM + at, first);
    v128.store(newV + at, second);
    v128.store(newValue + at, f32x4.sub(f32x4.mul(v128.load(value + at), f32x4.splat(keep)), change));
  }
  for (; count > 0; --count, at += 4) {
    const g = load<f32>(gradient + at);
    const first = beta1 * load<f32>(m + at) + rest1 * g;
    const second = beta2 * load<f32>(v + at) + rest2 * g * g;
    store<f32>(newM + at, first);
    store<f32>(newV + at, second);
    store<f32>(newValue + at, load<f32>(value + at) * keep - (step * first) / (sqrt<f32>(second * scale) + epsilon));
  }
}
