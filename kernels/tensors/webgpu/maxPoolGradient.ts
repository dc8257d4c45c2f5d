import type {TensorInfo} from "@tensorflow/tfjs-core";
import {util} from "@tensorflow/tfjs-core";
import {MaxPoolGradient} from "../kernels/maxPool.ts";
import type {Window} from "../kernels/window.ts";
import {dispatch, type Program} from "./dispatch.ts";
import {webgpuKernel} from "./kernel.ts";
import {readingWindow} from "./readingWindow.ts";
import {windowTypes, windowUniforms} from "./windowUniforms.ts";

/*
 * dx[n, ih, iw, c] = Σ of dy over the windows whose first largest pixel is (ih, iw). A pixel that equals its window's
 * maximum is the first if none of the taps before its own, in row-major order, equals it too.
 */
const program: Program<"dy" | "x" | "y", "dx", keyof typeof windowTypes | "c"> = {
  name: "max pool gradient",
  element: "f32",
  reads: {dy: "T", x: "T", y: "T"},
  writes: {dx: "T"},
  uniforms: {...windowTypes, c: "i32"},
  declarations: `${readingWindow}
fn isFirst(p: i32, taps: i32, c: i32, best: f32) -> bool {
  for (var tap = 0; tap < taps; tap++) {
    let ih = p / u.ow % u.oh * u.sh - u.top + tap / u.kw * u.dh;
    let iw = p % u.ow * u.sw - u.left + tap % u.kw * u.dw;
    if (ih < 0 || ih >= u.ih || iw < 0 || iw >= u.iw) { continue; }
    if (x[((p / u.ow / u.oh * u.ih + ih) * u.iw + iw) * u.c + c] == best) { return false; }
  }
  return true;
}`,
  main: `
  let c = index % u.c;
  let q = index / u.c;
  let n = q / u.iw / u.ih;
  let value = x[index];
  var s = 0.0;
  for (var i = 0; i < u.kh; i++) {
    let oh = readingWindow(q / u.iw % u.ih + u.top - i * u.dh, u.sh, u.oh);
    if (oh < 0) { continue; }
    for (var j = 0; j < u.kw; j++) {
      let ow = readingWindow(q % u.iw + u.left - j * u.dw, u.sw, u.ow);
      if (ow < 0) { continue; }
      let p = (n * u.oh + oh) * u.ow + ow;
      if (y[p * u.c + c] == value && isFirst(p, i * u.kw + j, c, value)) { s += dy[p * u.c + c]; }
    }
  }
  dx[index] = s;`
};

type Inputs = {dy: TensorInfo; x: TensorInfo; y: TensorInfo};

export const maxPoolGradientKernel = webgpuKernel<Inputs, Window>(MaxPoolGradient, (backend, {dy, x, y}, window) => {
  const [, height, width, channels] = x.shape as [number, number, number, number];
  return dispatch(backend, program, {
    reads: {dy, x, y},
    writes: {dx: x.shape},
    uniforms: {...windowUniforms(window, height, width), c: channels},
    threads: util.sizeFromShape(x.shape)
  }).dx;
});
