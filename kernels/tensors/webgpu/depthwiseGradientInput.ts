import type {TensorInfo} from "@tensorflow/tfjs-core";
import {DepthwiseGradientInput} from "../kernels/depthwise.ts";
import type {WindowOver} from "../kernels/window.ts";
import {dispatch, type Program} from "./dispatch.ts";
import {webgpuKernel} from "./kernel.ts";
import {elementOf, forLanes, lanesOf, type Lanes} from "./lanes.ts";
import {readingWindow} from "./readingWindow.ts";
import {windowTypes, windowUniforms} from "./windowUniforms.ts";

// dx[n, ih, iw, c] = Σ of dy[n, oh, ow, c] · filter[i, j, c] over the windows (oh, ow) that read (ih, iw) at (i, j)
const program = forLanes((lanes: Lanes): Program<"dy" | "filt", "dx", keyof typeof windowTypes | "c"> => ({
  name: `depthwise gradient input ${lanes}`,
  element: elementOf(lanes),
  reads: {dy: "T", filt: "T"},
  writes: {dx: "T"},
  uniforms: {...windowTypes, c: "i32"},
  declarations: readingWindow,
  main: `
  let c = index % u.c;
  let q = index / u.c;
  let n = q / u.iw / u.ih;
  var s = T(0.0);
  for (var i = 0; i < u.kh; i++) {
    let oh = readingWindow(q / u.iw % u.ih + u.top - i * u.dh, u.sh, u.oh);
    if (oh < 0) { continue; }
    for (var j = 0; j < u.kw; j++) {
      let ow = readingWindow(q % u.iw + u.left - j * u.dw, u.sw, u.ow);
      if (ow < 0) { continue; }
      s += dy[((n * u.oh + oh) * u.ow + ow) * u.c + c] * filt[(i * u.kw + j) * u.c + c];
    }
  }
  dx[index] = s;`
}));

export const depthwiseGradientInputKernel = webgpuKernel<{dy: TensorInfo; filter: TensorInfo}, WindowOver>(
  DepthwiseGradientInput,
  (backend, {dy, filter}, window) => {
    const {height, width} = window;
    const batch = dy.shape[0]!;
    const channels = dy.shape[3]!;
    const lanes = lanesOf(channels);
    return dispatch(backend, program[lanes], {
      reads: {dy, filt: filter},
      writes: {dx: [batch, height, width, channels]},
      uniforms: {...windowUniforms(window, height, width), c: channels / lanes},
      threads: (batch * height * width * channels) / lanes
    }).dx;
  }
);
