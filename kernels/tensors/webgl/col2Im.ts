import type {TensorInfo} from "@tensorflow/tfjs-core";
import type {MathBackendWebGL} from "@tensorflow/tfjs-backend-webgl";
import type {Grouped, WindowOver} from "../kernels/window.ts";
import {firstTap, tapTypes, tapUniforms} from "./tapsOfPixel.ts";
import {runTexels, type TexelProgram} from "./texelProgram.ts";
import {windowTypes, windowUniforms, type WindowUniform} from "./windowUniforms.ts";

// x[n, ih, iw, c] = Σ of cols[g, (n, oh, ow), (i, j, c − g·own)] over the windows (oh, ow) that read (ih, iw) at (i, j), g being
// the group of c, of `own` channels. With an even number a pair never lies in two texels or groups.
const programFor = (even: boolean): TexelProgram<"x", WindowUniform | keyof typeof tapTypes | "own"> => ({
  reads: ["x"],
  uniforms: {...windowTypes, ...tapTypes, own: "int"},
  declarations: `${firstTap}
vec2 entries(int row, int tap, int c) {
  int g = quotient(c, own);
  int k = tap * own + c - g * own;
  ${
    even
      ? "return xPair(g, row, k);"
      : `vec2 v = xAnyPair(g, row, k);
  return c + 1 == (g + 1) * own && c + 1 < outSize.y ? vec2(v.r, xAnyPair(g + 1, row, tap * own).r) : v;`
  }
}
vec2 pixelPair(int b, int z, int c) {
  int n = quotient(b, ih);
  ivec2 v = firstTap(b - n * ih + top, sh, dh, everyH);
  ivec2 first = firstTap(z + left, sw, dw, everyW);
  vec2 s = vec2(0.0);
  for (; v.x < kh; v += ivec2(everyH, -backH)) {
    if (v.y < 0 || v.y >= oh) continue;
    for (ivec2 w = first; w.x < kw; w += ivec2(everyW, -backW)) {
      if (w.y >= 0 && w.y < ow) s += entries((n * oh + v.y) * ow + w.y, v.x * kw + w.x, c);
    }
  }
  return s;
}`,
  main: "return vec4(pixelPair(b, r, c), pixelPair(b, r + 1, c));"
});

const programs = {even: programFor(true), odd: programFor(false)};

/** The map [batch, height, width, channels] whose pixels sum the entries of such columns that read them. */
export function col2Im(
  backend: MathBackendWebGL,
  columns: TensorInfo,
  window: Grouped<WindowOver>,
  batch: number,
  channels: number
): TensorInfo {
  const {height, width, groups} = window;
  const own = channels / groups;
  return runTexels(backend, programs[own % 2 === 0 ? "even" : "odd"], {
    reads: {x: columns},
    shape: [batch, height, width, channels],
    uniforms: {...windowUniforms(window, height, width), ...tapUniforms(window), own}
  });
}
