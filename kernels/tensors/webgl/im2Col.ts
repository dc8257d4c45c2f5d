import type {TensorInfo} from "@tensorflow/tfjs-core";
import {Im2Col, type Im2ColAttributes} from "../kernels/columns.ts";
import {webglKernel} from "./kernel.ts";
import {runTexels, type TexelProgram} from "./texelProgram.ts";
import {windowTypes, windowUniforms, type WindowUniform} from "./windowUniforms.ts";

/*
 * cols[(n, oh, ow), (i, j, c)] = x[n, oh·sh − top + i·dh, ow·sw − left + j·dw, c], or 0 outside the map
 *
 * A fragment has the rows r and r + 1, neighbouring windows, by the columns c and c + 1, as a rule two channels of one tap.
 */
const program: TexelProgram<"x", WindowUniform> = {
  reads: ["x"],
  uniforms: windowTypes,
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
ivec2 tapOf(int k) { int i = quotient(k, kw); return ivec2(i, k - i * kw); }
vec2 columnPair(Corner at, int k, int c) {
  vec2 v = pixelPair(at, tapOf(k), c);
  if ((xSize.y & 1) == 0) return v;
  // an odd number of channels: the two may lie in two texels or belong to two taps
  float first = (c & 1) == 0 ? v.r : v.g;
  if (c + 1 == xSize.y) return vec2(first, pixelPair(at, tapOf(k + 1), 0).r);
  return (c & 1) == 0 ? v : vec2(first, pixelPair(at, tapOf(k), c + 1).r);
}`,
  main: `
  int k = quotient(c, xSize.y);
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
  return vec4(columnPair(first, k, c - k * xSize.y), columnPair(second, k, c - k * xSize.y));`
};

export const im2ColKernel = webglKernel<{x: TensorInfo}, Im2ColAttributes>(Im2Col, (backend, {x}, window) => {
  const [n, height, width, channels] = x.shape as [number, number, number, number];
  return runTexels(backend, program, {
    reads: {x},
    shape: [n * window.outHeight * window.outWidth, window.kernel[0] * window.kernel[1] * channels],
    uniforms: windowUniforms(window, height, width)
  });
});
