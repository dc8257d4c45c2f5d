import type {TensorInfo} from "@tensorflow/tfjs-core";
import {Im2Col, type Im2ColAttributes} from "../kernels/columns.ts";
import {dispatch, type Program} from "./dispatch.ts";
import {webgpuKernel} from "./kernel.ts";
import {elementOf, forLanes, lanesOf, type Lanes} from "./lanes.ts";
import {windowTypes, windowUniforms} from "./windowUniforms.ts";

// cols[(n, oh, ow), (i, j, c)] = x[n, oh·sh − top + i·dh, ow·sw − left + j·dw, c], or 0 outside the map
const program = forLanes((lanes: Lanes): Program<"x", "y", keyof typeof windowTypes | "c"> => ({
  name: `im2col ${lanes}`,
  element: elementOf(lanes),
  reads: {x: "T"},
  writes: {y: "T"},
  uniforms: {...windowTypes, c: "i32"},
  main: `
  let taps = u.kh * u.kw;
  let c = index % u.c;
  let tap = index / u.c % taps;
  let p = index / u.c / taps;
  let ih = p / u.ow % u.oh * u.sh - u.top + tap / u.kw * u.dh;
  let iw = p % u.ow * u.sw - u.left + tap % u.kw * u.dw;
  var value = T(0.0);
  if (ih >= 0 && ih < u.ih && iw >= 0 && iw < u.iw) {
    value = x[((p / u.ow / u.oh * u.ih + ih) * u.iw + iw) * u.c + c];
  }
  y[index] = value;`
}));

export const im2ColKernel = webgpuKernel<{x: TensorInfo}, Im2ColAttributes>(Im2Col, (backend, {x}, window) => {
  const [n, height, width, channels] = x.shape as [number, number, number, number];
  const lanes = lanesOf(channels);
  const rows = n * window.outHeight * window.outWidth;
  const columns = window.kernel[0] * window.kernel[1] * channels;
  return dispatch(backend, program[lanes], {
    reads: {x},
    writes: {y: [rows, columns]},
    uniforms: {...windowUniforms(window, height, width), c: channels / lanes},
    threads: (rows * columns) / lanes
  }).y;
});
