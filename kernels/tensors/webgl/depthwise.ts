import type {TensorInfo} from "@tensorflow/tfjs-core";
import {Depthwise} from "../kernels/depthwise.ts";
import type {Window} from "../kernels/window.ts";
import {webglKernel} from "./kernel.ts";
import {runTexels, type TexelProgram} from "./texelProgram.ts";
import {windowTypes, windowUniforms, type WindowUniform} from "./windowUniforms.ts";

// y[n, oh, ow, c] = Σ over i, j of x[n, oh·sh − top + i·dh, ow·sw − left + j·dw, c] · filter[i, j, c]
// A filter [kh, kw, c, 1] is a stack of columns: its texels hold two channels in .rb.
const program: TexelProgram<"x" | "taps", WindowUniform> = {
  reads: ["x", "taps"],
  uniforms: windowTypes,
  declarations: `
vec2 pixelPair(int b, int z, int c) { return z < 0 || z >= iw ? vec2(0.0) : xPair(b, z, c); }`,
  main: `
  int n = quotient(b, oh);
  vec4 s = vec4(0.0);
  for (int i = 0; i < kh; i++) {
    int y = (b - n * oh) * sh - top + i * dh;
    if (y < 0 || y >= ih) continue;
    for (int j = 0; j < kw; j++) {
      int z = r * sw - left + j * dw;
      s += vec4(pixelPair(n * ih + y, z, c), pixelPair(n * ih + y, z + sw, c)) * tapsAt(i * kw + j, c, 0).rbrb;
    }
  }
  return s;`
};

export const depthwiseKernel = webglKernel<{x: TensorInfo; filter: TensorInfo}, Window>(
  Depthwise,
  (backend, {x, filter}, window) => {
    const [n, height, width, channels] = x.shape as [number, number, number, number];
    return runTexels(backend, program, {
      reads: {x, taps: filter},
      shape: [n, window.outHeight, window.outWidth, channels],
      uniforms: windowUniforms(window, height, width)
    });
  }
);
