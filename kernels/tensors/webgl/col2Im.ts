import type {TensorInfo} from "@tensorflow/tfjs-core";
import {Col2Im, type Col2ImAttributes} from "../kernels/columns.ts";
import {webglKernel} from "./kernel.ts";
import {firstTap, tapTypes, tapUniforms} from "./tapsOfPixel.ts";
import {runTexels, type TexelProgram} from "./texelProgram.ts";
import {windowTypes, windowUniforms, type WindowUniform} from "./windowUniforms.ts";

// x[n, ih, iw, c] = Σ of cols[(n, oh, ow), (i, j, c)] over the windows (oh, ow) that read (ih, iw) at (i, j)
// With an even number of channels a pair never lies in two texels.
const programFor = (pair: "xPair" | "xAnyPair"): TexelProgram<"x", WindowUniform | keyof typeof tapTypes> => ({
  reads: ["x"],
  uniforms: {...windowTypes, ...tapTypes},
  declarations: `${firstTap}
vec2 pixelPair(int b, int z, int c) {
  int n = quotient(b, ih);
  ivec2 v = firstTap(b - n * ih + top, sh, dh, everyH);
  ivec2 first = firstTap(z + left, sw, dw, everyW);
  vec2 s = vec2(0.0);
  for (; v.x < kh; v += ivec2(everyH, -backH)) {
    if (v.y < 0 || v.y >= oh) continue;
    for (ivec2 w = first; w.x < kw; w += ivec2(everyW, -backW)) {
      if (w.y >= 0 && w.y < ow) s += ${pair}(0, (n * oh + v.y) * ow + w.y, (v.x * kw + w.x) * outSize.y + c);
    }
  }
  return s;
}`,
  main: "return vec4(pixelPair(b, r, c), pixelPair(b, r + 1, c));"
});

const programs = {even: programFor("xPair"), odd: programFor("xAnyPair")};

export const col2ImKernel = webglKernel<{x: TensorInfo}, Col2ImAttributes>(Col2Im, (backend, {x}, window) => {
  const {batch, height, width, channels} = window;
  return runTexels(backend, programs[channels % 2 === 0 ? "even" : "odd"], {
    reads: {x},
    shape: [batch, height, width, channels],
    uniforms: {...windowUniforms(window, height, width), ...tapUniforms(window)}
  });
});
