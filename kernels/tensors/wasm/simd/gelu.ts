// The exact GELU (kernels/gelu.ts), four values at a time.
import {exp4} from "./exp";

/**
 * Φ(x) from e = exp(−x²/2), the exponential that the gradient needs too: for z = |x|/√2
 *
 *   erfc(z)/2 = t·P(t)·e/2, t = 1/(1 + 0.4·z)
 *
 * P is our own fit of exp(z²)·erfc(z)/t by a polynomial of degree 8: 7e-8 relative to erfc up to z = 9.5, where float32
 * ends, so that the left tail is right too.
 */
function phi(x: v128, e: v128): v128 {
  const t = f32x4.div(f32x4.splat(1), f32x4.add(f32x4.splat(1), f32x4.mul(f32x4.abs(x), f32x4.splat(0.28284271))));
  // pairs of terms first (Estrin): a chain of eight would wait for itself
  const t2 = f32x4.mul(t, t);
  const t4 = f32x4.mul(t2, t2);
  const p01 = pairOf(t, 0.2256263, 0.22657563);
  const p23 = pairOf(t, 0.20095921, 0.19696055);
  const p45 = pairOf(t, 0.071514234, 0.099720851);
  const p67 = pairOf(t, 0.073849887, -0.13547489);
  const low = f32x4.add(p01, f32x4.mul(p23, t2));
  const high = f32x4.add(f32x4.add(p45, f32x4.mul(p67, t2)), f32x4.mul(t4, f32x4.splat(0.040268287)));
  const p = f32x4.add(low, f32x4.mul(high, t4));
  const tail = f32x4.mul(f32x4.mul(p, t), f32x4.mul(e, f32x4.splat(0.5)));
  return v128.bitselect(tail, f32x4.sub(f32x4.splat(1), tail), f32x4.lt(x, f32x4.splat(0)));
}

/** a + b·t */
/** a + b·t */
function pairOf(t: v128, a: f32, b: f32): v128 {
  return f32x4.add(f32x4.splat(a), f32x4.mul(t, f32x4.splat(b)));
}

/** exp(−x²/2) */
function bell(x: v128): v128 {
  return exp4(f32x4.mul(f32x4.mul(x, x), f32x4.splat(-0.5)));
}

function gelu4(x: v128): v128 {
  return f32x4.mul(x, phi(x, bell(x)));
}

function slope4(x: v128): v128 {
  const e = bell(x);
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
