import type {TensorInfo} from "@tensorflow/tfjs-core";
import {Col2Im, type Col2ImAttributes} from "../kernels/columns.ts";
import {dispatch, type Program} from "./dispatch.ts";
import {webgpuKernel} from "./kernel.ts";
import {elementOf, forLanes, lanesOf, type Lanes} from "./lanes.ts";
import {readingWindow} from "./readingWindow.ts";
import {windowTypes, windowUniforms} from "./windowUniforms.ts";

// x[n, ih, iw, c] = Σ of cols[(n, oh, ow), (i, j, c)] over the windows (oh, ow) that read (ih, iw) at (i, j)
const program = forLanes((lanes: Lanes): Program<"x", "y", keyof typeof windowTypes | "c"> => ({
  name: `col2im ${lanes}`,
  element: elementOf(lanes),
  reads: {x: "T"},
  writes: {y: "T"},
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
      s += x[(((n * u.oh + oh) * u.ow + ow) * u.kh * u.kw + i * u.kw + j) * u.c + c];
    }
  }
  y[index] = s;`
}));

export const col2ImKernel = webgpuKernel<{x: TensorInfo}, Col2ImAttributes>(Col2Im, (backend, {x}, window) => {
  const {batch, height, width, channels} = window;
  const lanes = lanesOf(channels);
  return dispatch(backend, program[lanes], {
    reads: {x},
    writes: {y: [batch, height, width, channels]},
    uniforms: {...windowUniforms(window, height, width), c: channels / lanes},
    threads: (batch * height * width * channels) / lanes
  }).y;
});
