/**
 * exp(x) to 2 units in the last place, x clamped to −87 … 88: e^x = 2^k · e^r with k = round(x/ln 2), ln 2 in two parts
 * (Cody and Waite), and a polynomial for e^r (Cephes).
 *
 * Adding 1.5·2²³ rounds, and leaves k in the low bits of the sum: wasm's own rounding and conversion take many instructions.
 */
export function exp4(x: v128): v128 {
  const shift = f32x4.splat(12582912);
  x = f32x4.pmax(f32x4.pmin(x, f32x4.splat(88)), f32x4.splat(-87));
  const sum = f32x4.add(f32x4.mul(x, f32x4.splat(1.44269504)), shift);
  const k = f32x4.sub(sum, shift);
  let r = f32x4.sub(x, f32x4.mul(k, f32x4.splat(0.693359375)));
  r = f32x4.sub(r, f32x4.mul(k, f32x4.splat(-2.1219444e-4)));
  const r2 = f32x4.mul(r, r);
  // pairs of terms first: a chain of six would wait for itself
  const p01 = f32x4.add(f32x4.mul(r, f32x4.splat(1.66666665e-1)), f32x4.splat(5.00000012e-1));
  const p23 = f32x4.add(f32x4.mul(r, f32x4.splat(8.3334519e-3)), f32x4.splat(4.16657959e-2));
  const p45 = f32x4.add(f32x4.mul(r, f32x4.splat(1.98756915e-4)), f32x4.splat(1.39819995e-3));
  const rest = f32x4.add(p01, f32x4.mul(r2, f32x4.add(p23, f32x4.mul(r2, p45))));
  const p = f32x4.add(f32x4.add(f32x4.mul(rest, r2), r), f32x4.splat(1));
  return f32x4.mul(p, i32x4.shl(i32x4.add(sum, i32x4.splat(127)), 23));
}
