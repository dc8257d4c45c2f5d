import type {TensorInfo} from "@tensorflow/tfjs-core";
import {DepthwiseGradientInput} from "../kernels/depthwise.ts";
import type {WindowOver} from "../kernels/window.ts";
import {webglKernel} from "./kernel.ts";
import {readingWindow} from "./readingWindow.ts";
import {runTexels, type TexelProgram} from "./texelProgram.ts";
import {windowTypes, windowUniforms, type WindowUniform} from "./windowUniforms.ts";

// dx[n, ih, iw, c] = Σ of dy[n, oh, ow, c] · filter[i, j, c] over the windows (oh, ow) that read (ih, iw) at (i, j)
// A filter [kh, kw, c, 1] is a stack of columns: its texels hold two channels in .rb.
const program: TexelProgram<"dy" | "taps", WindowUniform> = {
  reads: ["dy", "taps"],
  uniforms: windowTypes,
  declarations: `${readingWindow}
vec2 windowPair(int b, int z, int c) {
  int w = readingWindow(z, sw, ow);
  return w < 0 ? vec2(0.0) : dyPair(b, w, c);
}`,
  main: `
  int n = quotient(b, ih);
  vec4 s = vec4(0.0);
  for (int i = 0; i < kh; i++) {
    int y = readingWindow(b - n * ih + top - i * dh, sh, oh);
    if (y < 0) continue;
    for (int j = 0; j < kw; j++) {
      int z = r + left - j * dw;
      s += vec4(windowPair(n * oh + y, z, c), windowPair(n * oh + y, z + 1, c)) * tapsAt(i * kw + j, c, 0).rbrb;
    }
  }
  return s;`
};

export const depthwiseGradientInputKernel = webglKernel<{dy: TensorInfo; filter: TensorInfo}, WindowOver>(
  DepthwiseGradientInput,
  (backend, {dy, filter}, window) => {
    const {height, width} = window;
    return runTexels(backend, program, {
      reads: {dy, taps: filter},
      shape: [dy.shape[0]!, height, width, dy.shape[3]!],
      uniforms: windowUniforms(window, height, width)
    });
  }
);
