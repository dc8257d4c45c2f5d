import {stackOf} from "./texelProgram.ts";

/** The number of texel rows of a tensor: pairs of rows, the last of a matrix with an odd number of rows being half. */
export function texelRowsOf(shape: readonly number[]): number {
  const [batch, rows] = stackOf(shape);
  return batch * ((rows + 1) >> 1);
}

/**
 * GLSL for a walk over the texel rows of a tensor x: `texelRow(t, c)` is the texel at column c of texel row t, and
 * `rowMask(t)` is (1, 1), or (1, 0) where the second row does not exist. Clear what the mask excludes with `masked`,
 * for it may be NaN.
 */
export function texelRows(x: string): string {
  return `
vec4 ${x}Row(int t, int c) { return ${x}Texel(t * ((${x}Size.y + 1) >> 1) + (c >> 1)); }
vec2 rowMask(int t) {
  if ((${x}Size.x & 1) == 0) return vec2(1.0);
  int pairs = (${x}Size.x + 1) >> 1;
  return t - quotient(t, pairs) * pairs == pairs - 1 ? vec2(1.0, 0.0) : vec2(1.0);
}
vec4 masked(vec4 v, vec2 mask) { return mask.y == 0.0 ? vec4(v.rg, 0.0, 0.0) : v; }`;
}
