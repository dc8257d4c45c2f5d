import type {TensorInfo} from "@tensorflow/tfjs-core";
import {Depthwise} from "../kernels/depthwise.ts";
import type {Window} from "../kernels/window.ts";
import {dispatch, type Program} from "./dispatch.ts";
import {webgpuKernel} from "./kernel.ts";
import {elementOf, forLanes, lanesOf, type Lanes} from "./lanes.ts";
import {windowTypes, windowUniforms} from "./windowUniforms.ts";

// y[n, oh, ow, c] = Σ over i, j of x[n, oh·sh − top + i·dh, ow·sw − left + j·dw, c] · filter[i, j, c]
const program = forLanes((lanes: Lanes): Program<"x" | "filt", "y", keyof typeof windowTypes | "c"> => ({
  name: `depthwise ${lanes}`,
  element: elementOf(lanes),
  reads: {x: "T", filt: "T"},
  writes: {y: "T"},
  uniforms: {...windowTypes, c: "i32"},
  main: `
  let c = index % u.c;
  let p = index / u.c;
  let n = p / u.ow / u.oh;
  let ih0 = p / u.ow % u.oh * u.sh - u.top;
  let iw0 = p % u.ow * u.sw - u.left;
  var s = T(0.0);
  for (var i = 0; i < u.kh; i++) {
    let ih = ih0 + i * u.dh;
    if (ih < 0 || ih >= u.ih) { continue; }
    for (var j = 0; j < u.kw; j++) {
      let iw = iw0 + j * u.dw;
      if (iw < 0 || iw >= u.iw) { continue; }
      s += x[((n * u.ih + ih) * u.iw + iw) * u.c + c] * filt[(i * u.kw + j) * u.c + c];
    }
  }
  y[index] = s;`
}));

export const depthwiseKernel = webgpuKernel<{x: TensorInfo; filter: TensorInfo}, Window>(
  Depthwise,
  (backend, {x, filter}, window) => {
    const [n, height, width, channels] = x.shape as [number, number, number, number];
    const lanes = lanesOf(channels);
    const shape = [n, window.outHeight, window.outWidth, channels] as const;
    return dispatch(backend, program[lanes], {
      reads: {x, filt: filter},
      writes: {y: shape},
      uniforms: {...windowUniforms(window, height, width), c: channels / lanes},
      threads: (shape[0] * shape[1] * shape[2] * channels) / lanes
    }).y;
  }
);
