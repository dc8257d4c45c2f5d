import type {TensorInfo} from "@tensorflow/tfjs-core";
import {MaxPoolGradient} from "../kernels/maxPool.ts";
import type {Window} from "../kernels/window.ts";
import {webglKernel} from "./kernel.ts";
import {readingWindow} from "./readingWindow.ts";
import {runTexels, type TexelProgram} from "./texelProgram.ts";
import {windowTypes, windowUniforms, type WindowUniform} from "./windowUniforms.ts";

/*
 * dx[n, ih, iw, c] = Σ of dy over the windows whose first largest pixel is (ih, iw). A pixel that equals its window's
 * maximum is the first if none of the taps before its own, in row-major order, equals it too.
 */
const program: TexelProgram<"dy" | "x" | "y", WindowUniform> = {
  reads: ["dy", "x", "y"],
  uniforms: windowTypes,
  declarations: `${readingWindow}
// (1, 0), say, where of the two channels only the first has no earlier pixel that equals value
vec2 firstOfWindow(int n, int v, int w, int i, int j, int c, vec2 value) {
  vec2 first = vec2(1.0);
  for (int k = 0; k <= i; k++) {
    int y = v * sh - top + k * dh;
    if (y < 0 || y >= ih) continue;
    int end = k < i ? kw : j;
    for (int l = 0; l < end; l++) {
      int z = w * sw - left + l * dw;
      if (z >= 0 && z < iw) first *= vec2(notEqual(xPair(n * ih + y, z, c), value));
    }
  }
  return first;
}
vec2 pixelPair(int b, int z, int c) {
  int n = quotient(b, ih);
  vec2 value = xPair(b, z, c);
  vec2 s = vec2(0.0);
  for (int i = 0; i < kh; i++) {
    int v = readingWindow(b - n * ih + top - i * dh, sh, oh);
    if (v < 0) continue;
    for (int j = 0; j < kw; j++) {
      int w = readingWindow(z + left - j * dw, sw, ow);
      if (w < 0) continue;
      vec2 largest = vec2(equal(yPair(n * oh + v, w, c), value));
      if (largest == vec2(0.0)) continue;
      s += largest * firstOfWindow(n, v, w, i, j, c, value) * dyPair(n * oh + v, w, c);
    }
  }
  return s;
}`,
  main: "return vec4(pixelPair(b, r, c), r + 1 < iw ? pixelPair(b, r + 1, c) : vec2(0.0));"
};

type Inputs = {dy: TensorInfo; x: TensorInfo; y: TensorInfo};

export const maxPoolGradientKernel = webglKernel<Inputs, Window>(MaxPoolGradient, (backend, {dy, x, y}, window) => {
  const [, height, width] = x.shape as [number, number, number];
  return runTexels(backend, program, {
    reads: {dy, x, y},
    shape: x.shape,
    uniforms: windowUniforms(window, height, width)
  });
});
