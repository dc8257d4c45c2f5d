import type {TensorInfo} from "@tensorflow/tfjs-core";
import {Im2Col, type Im2ColAttributes} from "../kernels/columns.ts";
import {webglKernel} from "./kernel.ts";
import {runTexels, type TexelProgram} from "./texelProgram.ts";
import {windowTypes, windowUniforms, type WindowUniform} from "./windowUniforms.ts";

// cols[(n, oh, ow), (i, j, c)] = x[n, oh·sh − top + i·dh, ow·sw − left + j·dw, c], or 0 outside the map
const program: TexelProgram<"x", WindowUniform> = {
  reads: ["x"],
  uniforms: windowTypes,
  declarations: `
vec2 pixelPair(int p, int tap, int c) {
  int line = quotient(p, ow);
  int n = quotient(line, oh);
  int i = quotient(tap, kw);
  int y = (line - n * oh) * sh - top + i * dh;
  int z = (p - line * ow) * sw - left + (tap - i * kw) * dw;
  if (y < 0 || y >= ih || z < 0 || z >= iw) return vec2(0.0);
  return xPair(n * ih + y, z, c);
}
vec2 columnPair(int p, int k) {
  int channels = xSize.y;
  int tap = quotient(k, channels);
  int c = k - tap * channels;
  vec2 v = pixelPair(p, tap, c);
  if ((c & 1) == 0 && c + 1 < channels) return v;
  // an odd number of channels: the pair lies in two texels, perhaps of two taps
  float first = (c & 1) == 0 ? v.r : v.g;
  return c + 1 < channels ? vec2(first, pixelPair(p, tap, c + 1).r) : vec2(first, pixelPair(p, tap + 1, 0).r);
}`,
  main: "return vec4(columnPair(r, c), columnPair(r + 1, c));"
};

export const im2ColKernel = webglKernel<{x: TensorInfo}, Im2ColAttributes>(Im2Col, (backend, {x}, window) => {
  const [n, height, width, channels] = x.shape as [number, number, number, number];
  return runTexels(backend, program, {
    reads: {x},
    shape: [n * window.outHeight * window.outWidth, window.kernel[0] * window.kernel[1] * channels],
    uniforms: windowUniforms(window, height, width)
  });
});
