import type {TensorInfo} from "@tensorflow/tfjs-core";
import {MaxPool} from "../kernels/maxPool.ts";
import type {Window} from "../kernels/window.ts";
import {webglKernel} from "./kernel.ts";
import {runTexels, type TexelProgram} from "./texelProgram.ts";
import {windowTypes, windowUniforms, type WindowUniform} from "./windowUniforms.ts";

// y[n, oh, ow, c] = max over the pixels of the window that lie inside the map
const program: TexelProgram<"x", WindowUniform> = {
  reads: ["x"],
  uniforms: windowTypes,
  declarations: `
vec2 largest(int b, int w, int c) {
  int n = quotient(b, oh);
  vec2 best = vec2(-3.4028234663852886e38);
  for (int i = 0; i < kh; i++) {
    int y = (b - n * oh) * sh - top + i * dh;
    if (y < 0 || y >= ih) continue;
    for (int j = 0; j < kw; j++) {
      int z = w * sw - left + j * dw;
      if (z >= 0 && z < iw) best = max(best, xPair(n * ih + y, z, c));
    }
  }
  return best;
}`,
  main: "return vec4(largest(b, r, c), largest(b, r + 1, c));"
};

export const maxPoolKernel = webglKernel<{x: TensorInfo}, Window>(MaxPool, (backend, {x}, window) => {
  const [n, height, width, channels] = x.shape as [number, number, number, number];
  return runTexels(backend, program, {
    reads: {x},
    shape: [n, window.outHeight, window.outWidth, channels],
    uniforms: windowUniforms(window, height, width)
  });
});
