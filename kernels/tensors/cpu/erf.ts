/**
 * The error function to 1.2e-7 relative to its complement everywhere, so that the left tail of the GELU is right too:
 * erfc(|x|) = t·exp(−x² + polynomial in t), t = 1/(1 + |x|/2) (Numerical Recipes, section 6.2, Chebyshev fit).
 */
export function erfc(x: number): number {
  const z = Math.abs(x);
  const t = 1 / (1 + z / 2);
  let p = 0.17087277;
  for (const c of [-0.82215223, 1.48851587, -1.13520398, 0.27886807, -0.18628806, 0.09678418, 0.37409196, 1.00002368])
    p = p * t + c;
  const tail = t * Math.exp(-z * z - 1.26551223 + p * t);
  return x < 0 ? 2 - tail : tail;
}
