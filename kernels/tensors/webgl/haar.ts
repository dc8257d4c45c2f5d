import type {TensorInfo} from "@tensorflow/tfjs-core";
import {Haar, HaarInverse} from "../kernels/haar.ts";
import {webglKernel} from "./kernel.ts";
import {runTexels, type TexelProgram} from "./texelProgram.ts";

/*
 * Matrix n·h/2 + y of the output holds line y of sample n, and reads lines 2y and 2y + 1 of the map, which are matrices 2b
 * and 2b + 1 of the input. A texel of the input holds two columns: the upper or the lower half of a 2×2 patch.
 */

const forward: TexelProgram<"x", "channels"> = {
  reads: ["x"],
  uniforms: {channels: "int"},
  declarations: `
// Output channel k of the patch whose halves are given: LL of channel k, or band LH, HL, HH of channel (k − channels)/3.
int channelOf(int k) { return k < channels ? k : quotient(k - channels, 3); }
float band(vec4 upper, vec4 lower, int k) {
  int c = channelOf(k);
  vec2 top = (c & 1) == 0 ? upper.rb : upper.ga;
  vec2 bottom = (c & 1) == 0 ? lower.rb : lower.ga;
  if (k < channels) return 0.5 * ((top.x + top.y) + (bottom.x + bottom.y));
  int detail = k - channels - 3 * c;
  if (detail == 0) return 0.5 * ((top.x + top.y) - (bottom.x + bottom.y));
  if (detail == 1) return 0.5 * ((top.x - top.y) + (bottom.x - bottom.y));
  return 0.5 * ((top.x - top.y) - (bottom.x - bottom.y));
}
vec2 bands(int b, int column, int k) {
  int c = channelOf(k);
  vec4 upper = xAt(2 * b, 2 * column, c);
  vec4 lower = xAt(2 * b + 1, 2 * column, c);
  float first = band(upper, lower, k);
  int next = channelOf(k + 1);
  if (next >> 1 != c >> 1) {
    upper = xAt(2 * b, 2 * column, next);
    lower = xAt(2 * b + 1, 2 * column, next);
  }
  return vec2(first, band(upper, lower, k + 1));
}`,
  main: "return vec4(bands(b, r, c), bands(b, r + 1, c));"
};

const inverse: TexelProgram<"x", "channels"> = {
  reads: ["x"],
  uniforms: {channels: "int"},
  main: `
  int line = b >> 1;
  int column = r >> 1;
  vec2 ll = xAnyPair(line, column, c);
  int k = channels + 3 * c;
  vec2 d0 = xAnyPair(line, column, k);
  vec2 d1 = xAnyPair(line, column, k + 2);
  vec2 d2 = xAnyPair(line, column, k + 4);
  vec2 lh = vec2(d0.x, d1.y);
  vec2 hl = vec2(d0.y, d2.x);
  vec2 hh = vec2(d1.x, d2.y);
  float s = (b & 1) == 0 ? 1.0 : -1.0;
  return 0.5 * vec4((ll + s * lh) + (hl + s * hh), (ll + s * lh) - (hl + s * hh));`
};

export const haarKernel = webglKernel<{x: TensorInfo}>(Haar, (backend, {x}) => {
  const [n, h, w, channels] = x.shape as [number, number, number, number];
  return runTexels(backend, forward, {
    reads: {x},
    shape: [n, h / 2, w / 2, 4 * channels],
    uniforms: {channels}
  });
});

export const haarInverseKernel = webglKernel<{x: TensorInfo}>(HaarInverse, (backend, {x}) => {
  const [n, h, w, bands] = x.shape as [number, number, number, number];
  return runTexels(backend, inverse, {
    reads: {x},
    shape: [n, 2 * h, 2 * w, bands / 4],
    uniforms: {channels: bands / 4}
  });
});
