import type {Lanes} from "./lanes.ts";

/**
 * WGSL `laneSum(v)`, the sum of an element's lanes, and `rowMoments(first)` of the row of `u.c` elements that starts at `x[first]`: mean and 1/√(variance + ε), the variance
 * about the mean. Needs the uniforms `c` and `epsilon`.
 */
export function rowMoments(lanes: Lanes): string {
  return `
fn laneSum(v: T) -> f32 { return ${lanes === 4 ? "dot(v, T(1.0))" : "v"}; }
fn rowMoments(first: i32) -> vec2f {
  let count = f32(u.c * ${lanes});
  var s = T(0.0);
  for (var c = 0; c < u.c; c++) { s += x[first + c]; }
  let mean = laneSum(s) / count;
  var q = T(0.0);
  for (var c = 0; c < u.c; c++) { let d = x[first + c] - mean; q += d * d; }
  return vec2f(mean, 1.0 / sqrt(laneSum(q) / count + u.epsilon));
}`;
}
