import {stackOf} from "./texelProgram.ts";

/** The number of texel rows of a tensor: pairs of rows, the last of a matrix with an odd number of rows being half. */
export function texelRowsOf(shape: readonly number[]): number {
  const [batch, rows] = stackOf(shape);
  return batch * ((rows + 1) >> 1);
}

/**
 * GLSL for sums over the texel rows of a tensor x: `xDown(t, c)` is a walk down column c from texel row t on, and
 * `rowMask(t)` is (1, 1), or (1, 0) where the second row of texel row t does not exist.
 */
export function texelRows(x: string): string {
  return `
vec2 rowMask(int t) {
  int pairs = (${x}Size.x + 1) >> 1;
  return (${x}Size.x & 1) == 1 && t - quotient(t, pairs) * pairs == pairs - 1 ? vec2(1.0, 0.0) : vec2(1.0);
}
vec4 masked(vec4 v, vec2 mask) { return mask.y == 0.0 ? vec4(v.rg, 0.0, 0.0) : v; }
${rowWalk(x)}`;
}

/** GLSL `xDown` for a further tensor. */
export function rowWalk(x: string): string {
  return `
Walk ${x}Down(int t, int c) {
  int across = (${x}Size.y + 1) >> 1;
  return ${x}Walk(t * across + (c >> 1), across);
}`;
}

/**
 * A GLSL loop over the texel rows t of x from t on to `last`. `body` is given how to clear a texel's second row where it
 * does not exist, for it may be NaN, and the number of rows that do; with an even number of rows it costs nothing.
 */
export function forTexelRows(x: string, body: (real: (texel: string) => string, rows: string) => string): string {
  const whole = body((texel) => `(${texel})`, "2.0");
  const masked = body((texel) => `masked(${texel}, mask)`, "(mask.x + mask.y)");
  return `
  if ((${x}Size.x & 1) == 0) {
    for (; t < last - 1; t += 2) { {${whole}} {${whole}} }
    if (t < last) {${whole}}
  } else {
    for (; t < last; t++) {
      vec2 mask = rowMask(t);${masked}}
  }`;
}
