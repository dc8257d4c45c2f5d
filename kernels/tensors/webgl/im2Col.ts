import type {TensorInfo} from "@tensorflow/tfjs-core";
import type {MathBackendWebGL} from "@tensorflow/tfjs-backend-webgl";
import type {Grouped, Window} from "../kernels/window.ts";
import {runTexels, type TexelProgram} from "./texelProgram.ts";
import {windowTypes, windowUniforms, type WindowUniform} from "./windowUniforms.ts";

/*
 * cols[g, (n, oh, ow), (i, j, k)] = x[n, oh·sh − top + i·dh, ow·sw − left + j·dw, g·own + k], or 0 outside the map
 *
 * with `own` channels a group. A fragment has the rows r and r + 1, neighbouring windows, by the columns c and c + 1, as a rule
 * two channels of one tap.
 */
const program: TexelProgram<"x", WindowUniform | "own"> = {
  reads: ["x"],
  uniforms: {...windowTypes, own: "int"},
  declarations: `
// A window: sample, line and column of its top left pixel.
struct Corner { int n; int y; int z; };
// Channels c and c + 1, c even, of the pixel that the window reads at tap (i, j).
vec2 pixelPair(Corner at, ivec2 tap, int c) {
  int y = at.y + tap.x * dh;
  int z = at.z + tap.y * dw;
  bool inside = y >= 0 && y < ih && z >= 0 && z < iw;
  return mix(vec2(0.0), xPair(at.n * ih + y, z, c), bvec2(inside));
}
float pixel(Corner at, ivec2 tap, int c) { vec2 v = pixelPair(at, tap, c); return (c & 1) == 0 ? v.r : v.g; }
ivec2 tapOf(int k) { int i = quotient(k, kw); return ivec2(i, k - i * kw); }
vec2 columnPair(Corner at, int k, int c, int first) {
  if ((own & 1) == 0) return pixelPair(at, tapOf(k), first + c);
  // an odd number of channels: the two may lie in two texels or belong to two taps
  bool last = c + 1 == own;
  return vec2(pixel(at, tapOf(k), first + c), pixel(at, tapOf(last ? k + 1 : k), first + (last ? 0 : c + 1)));
}`,
  main: `
  int k = quotient(c, own);
  int line = quotient(r, ow);
  int n = quotient(line, oh);
  Corner first = Corner(n, (line - n * oh) * sh - top, (r - line * ow) * sw - left);
  Corner second = Corner(n, first.y, first.z + sw);
  if (r + 1 == (line + 1) * ow) {
    second.z = -left;
    second.y += sh;
    if (line + 1 == (n + 1) * oh) {
      second.n++;
      second.y = -top;
    }
  }
  return vec4(columnPair(first, k, c - k * own, b * own), columnPair(second, k, c - k * own, b * own));`
};

/** The windows of x [n, h, w, c] as the rows of matrices [groups, n·oh·ow, kh·kw·c/groups]. The caller owns them. */
export function im2Col(backend: MathBackendWebGL, x: TensorInfo, window: Grouped<Window>): TensorInfo {
  const [n, height, width, channels] = x.shape as [number, number, number, number];
  const own = channels / window.groups;
  const rows = n * window.outHeight * window.outWidth;
  return runTexels(backend, program, {
    reads: {x},
    shape: [window.groups, rows, window.kernel[0] * window.kernel[1] * own],
    uniforms: {...windowUniforms(window, height, width), own}
  });
}
