import {stackOf} from "./texelProgram.ts";

/** The number of texel rows of a tensor: pairs of rows, the last of a matrix with an odd number of rows being half. */
export function texelRowsOf(shape: readonly number[]): number {
  const [batch, rows] = stackOf(shape);
  return batch * ((rows + 1) >> 1);
}

/**
 * GLSL for sums over the texel rows of a tensor x: `rowMask(t)` is (1, 1), or (1, 0) where the second row of texel row t
 * does not exist. Clear what the mask excludes with `masked`, for it may be NaN.
 */
export function texelRows(x: string): string {
  return `
vec2 rowMask(int t) {
  if ((${x}Size.x & 1) == 0) return vec2(1.0);
  int pairs = (${x}Size.x + 1) >> 1;
  return t - quotient(t, pairs) * pairs == pairs - 1 ? vec2(1.0, 0.0) : vec2(1.0);
}
vec4 masked(vec4 v, vec2 mask) { return mask.y == 0.0 ? vec4(v.rg, 0.0, 0.0) : v; }
${rowWalk(x)}`;
}

/** GLSL `xDown(t, c)`: a walk down the column c of a tensor x from texel row t on. */
export function rowWalk(x: string): string {
  return `
Walk ${x}Down(int t, int c) {
  int across = (${x}Size.y + 1) >> 1;
  return ${x}Walk(t * across + (c >> 1), across);
}`;
}
