import type {TensorInfo} from "@tensorflow/tfjs-core";
import {MaxPool} from "../kernels/maxPool.ts";
import type {Window} from "../kernels/window.ts";
import {dispatch, type Program} from "./dispatch.ts";
import {webgpuKernel} from "./kernel.ts";
import {elementOf, forLanes, lanesOf, type Lanes} from "./lanes.ts";
import {windowTypes, windowUniforms} from "./windowUniforms.ts";

const lowest = "-3.4028234663852886e38"; // WGSL has no literal for −∞

// y[n, oh, ow, c] = max over the pixels of the window that lie inside the map
const program = forLanes((lanes: Lanes): Program<"x", "y", keyof typeof windowTypes | "c"> => ({
  name: `max pool ${lanes}`,
  element: elementOf(lanes),
  reads: {x: "T"},
  writes: {y: "T"},
  uniforms: {...windowTypes, c: "i32"},
  main: `
  let c = index % u.c;
  let p = index / u.c;
  let n = p / u.ow / u.oh;
  var best = T(${lowest});
  for (var i = 0; i < u.kh; i++) {
    let ih = p / u.ow % u.oh * u.sh - u.top + i * u.dh;
    if (ih < 0 || ih >= u.ih) { continue; }
    for (var j = 0; j < u.kw; j++) {
      let iw = p % u.ow * u.sw - u.left + j * u.dw;
      if (iw >= 0 && iw < u.iw) { best = max(best, x[((n * u.ih + ih) * u.iw + iw) * u.c + c]); }
    }
  }
  y[index] = best;`
}));

export const maxPoolKernel = webgpuKernel<{x: TensorInfo}, Window>(MaxPool, (backend, {x}, window) => {
  const [n, height, width, channels] = x.shape as [number, number, number, number];
  const lanes = lanesOf(channels);
  return dispatch(backend, program[lanes], {
    reads: {x},
    writes: {y: [n, window.outHeight, window.outWidth, channels]},
    uniforms: {...windowUniforms(window, height, width), c: channels / lanes},
    threads: (n * window.outHeight * window.outWidth * channels) / lanes
  }).y;
});
