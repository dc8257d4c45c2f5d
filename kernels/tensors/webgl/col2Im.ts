import type {TensorInfo} from "@tensorflow/tfjs-core";
import {Col2Im, type Col2ImAttributes} from "../kernels/columns.ts";
import {webglKernel} from "./kernel.ts";
import {readingWindow} from "./readingWindow.ts";
import {runTexels, type TexelProgram} from "./texelProgram.ts";
import {windowTypes, windowUniforms, type WindowUniform} from "./windowUniforms.ts";

// x[n, ih, iw, c] = Σ of cols[(n, oh, ow), (i, j, c)] over the windows (oh, ow) that read (ih, iw) at (i, j)
const program: TexelProgram<"x", WindowUniform> = {
  reads: ["x"],
  uniforms: windowTypes,
  declarations: `${readingWindow}
vec2 pixelPair(int b, int z, int c) {
  int n = quotient(b, ih);
  vec2 s = vec2(0.0);
  for (int i = 0; i < kh; i++) {
    int y = readingWindow(b - n * ih + top - i * dh, sh, oh);
    if (y < 0) continue;
    for (int j = 0; j < kw; j++) {
      int w = readingWindow(z + left - j * dw, sw, ow);
      if (w >= 0) s += xAnyPair(0, (n * oh + y) * ow + w, (i * kw + j) * outSize.y + c);
    }
  }
  return s;
}`,
  main: "return vec4(pixelPair(b, r, c), pixelPair(b, r + 1, c));"
};

export const col2ImKernel = webglKernel<{x: TensorInfo}, Col2ImAttributes>(Col2Im, (backend, {x}, window) => {
  const {batch, height, width, channels} = window;
  return runTexels(backend, program, {
    reads: {x},
    shape: [batch, height, width, channels],
    uniforms: windowUniforms(window, height, width)
  });
});
