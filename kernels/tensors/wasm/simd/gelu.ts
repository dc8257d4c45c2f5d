// The exact GELU (kernels/gelu.ts), four values at a time.
import {exp4} from "./exp";

/**
 * Φ(x) = (1 + erf(x/√2))/2 from e = exp(−x²/2): erf to 1.5e-7 by Abramowitz and Stegun, 7.1.26, whose exponential is the
 * one that the gradient needs too.
 */
function phi(x: v128, e: v128): v128 {
  const a = f32x4.mul(f32x4.abs(x), f32x4.splat(0.70710678));
  const t = f32x4.div(f32x4.splat(1), f32x4.add(f32x4.splat(1), f32x4.mul(f32x4.splat(0.3275911), a)));
  let y = f32x4.splat(1.061405429);
  y = f32x4.add(f32x4.mul(y, t), f32x4.splat(-1.453152027));
  y = f32x4.add(f32x4.mul(y, t), f32x4.splat(1.421413741));
  y = f32x4.add(f32x4.mul(y, t), f32x4.splat(-0.284496736));
  y = f32x4.add(f32x4.mul(y, t), f32x4.splat(0.254829592));
  const tail = f32x4.mul(f32x4.mul(f32x4.mul(y, t), e), f32x4.splat(0.5));
  return v128.bitselect(tail, f32x4.sub(f32x4.splat(1), tail), f32x4.lt(x, f32x4.splat(0)));
}

function gelu4(x: v128): v128 {
  return f32x4.mul(x, phi(x, exp4(f32x4.mul(f32x4.mul(x, x), f32x4.splat(-0.5)))));
}

function slope4(x: v128): v128 {
  const e = exp4(f32x4.mul(f32x4.mul(x, x), f32x4.splat(-0.5)));
  return f32x4.add(phi(x, e), f32x4.mul(f32x4.mul(x, e), f32x4.splat(0.39894228)));
}

export function gelu(x: usize, y: usize, count: i32): void {
  for (; count >= 4; count -= 4, x += 16, y += 16) v128.store(y, gelu4(v128.load(x)));
  for (; count > 0; --count, x += 4, y += 4) store<f32>(y, f32x4.extract_lane(gelu4(v128.load32_splat(x)), 0));
}

export function geluGradient(x: usize, dy: usize, dx: usize, count: i32): void {
  for (; count >= 4; count -= 4, x += 16, dy += 16, dx += 16)
    v128.store(dx, f32x4.mul(v128.load(dy), slope4(v128.load(x))));
  for (; count > 0; --count, x += 4, dy += 4, dx += 4)
    store<f32>(dx, load<f32>(dy) * f32x4.extract_lane(slope4(v128.load32_splat(x)), 0));
}
