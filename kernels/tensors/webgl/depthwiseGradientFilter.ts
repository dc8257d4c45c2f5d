import type {TensorInfo} from "@tensorflow/tfjs-core";
import {DepthwiseGradientFilter} from "../kernels/depthwise.ts";
import type {Window} from "../kernels/window.ts";
import {chunksOf} from "./chunks.ts";
import {webglKernel} from "./kernel.ts";
import {runTexels, type TexelProgram} from "./texelProgram.ts";
import {windowTypes, windowUniforms, type WindowUniform} from "./windowUniforms.ts";

/*
 * dfilter[i, j, c] = Σ over p of P(x)[p, i, j, c] · dy[p, c]. The lines (n, oh) of dy are split into chunks; row `tap` of
 * matrix p of the first round's result [chunk, kh·kw, c] is the sum over chunk p.
 */
const chunkSums: TexelProgram<"x" | "dy", WindowUniform | "chunk" | "lines"> = {
  reads: ["x", "dy"],
  uniforms: {...windowTypes, chunk: "int", lines: "int"},
  declarations: `
vec2 tapSum(int p, int tap, int c) {
  int i = quotient(tap, kw);
  int j = tap - i * kw;
  vec2 s = vec2(0.0);
  int last = min((p + 1) * chunk, lines);
  for (int line = p * chunk; line < last; line++) {
    int n = quotient(line, oh);
    int y = (line - n * oh) * sh - top + i * dh;
    if (y < 0 || y >= ih) continue;
    for (int w = 0; w < ow; w++) {
      int z = w * sw - left + j * dw;
      if (z >= 0 && z < iw) s += xPair(n * ih + y, z, c) * dyPair(line, w, c);
    }
  }
  return s;
}`,
  main: "return vec4(tapSum(b, r, c), r + 1 < kh * kw ? tapSum(b, r + 1, c) : vec2(0.0));"
};

// [kh, kw, c, 1]: matrix `tap` is a column
const merge: TexelProgram<"part", "count"> = {
  reads: ["part"],
  uniforms: {count: "int"},
  main: `
  vec2 s = vec2(0.0);
  for (int p = 0; p < count; p++) s += partPair(p, b, r);
  return vec4(s.x, 0.0, s.y, 0.0);`
};

export const depthwiseGradientFilterKernel = webglKernel<{x: TensorInfo; dy: TensorInfo}, Window>(
  DepthwiseGradientFilter,
  (backend, {x, dy}, window) => {
    const [n, height, width, channels] = x.shape as [number, number, number, number];
    const lines = n * window.outHeight;
    const {length, count} = chunksOf(lines);
    const part = runTexels(backend, chunkSums, {
      reads: {x, dy},
      shape: [count, window.kernel[0] * window.kernel[1], channels],
      uniforms: {...windowUniforms(window, height, width), chunk: length, lines}
    });
    const sum = runTexels(backend, merge, {
      reads: {part},
      shape: [...window.kernel, channels, 1],
      uniforms: {count}
    });
    backend.disposeIntermediateTensorInfo(part);
    return sum;
  }
);
