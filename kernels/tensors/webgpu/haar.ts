import type {TensorInfo} from "@tensorflow/tfjs-core";
import {util} from "@tensorflow/tfjs-core";
import {Haar, HaarInverse} from "../kernels/haar.ts";
import {dispatch, type Program} from "./dispatch.ts";
import {webgpuKernel} from "./kernel.ts";
import {elementOf, forLanes, lanesOf, type Lanes} from "./lanes.ts";

/*
 * A thread takes one 2×2 patch of one or four channels. The details of a channel lie side by side, so that those of four
 * channels are three vectors:  LH₀ HL₀ HH₀ LH₁ | HL₁ HH₁ LH₂ HL₂ | HH₂ LH₃ HL₃ HH₃
 */

const uniforms = {c: "i32", w: "i32"} as const; // c in units of T; w of the half-size map

const place = `
  let c = index % u.c;
  let p = index / u.c;
  let row = u.w * 2 * u.c;
  let large = (p / u.w * 2 * u.w + p % u.w) * 2 * u.c + c;
  let low = p * 4 * u.c + c;
  let detail = p * 4 * u.c + u.c + 3 * c;`;

const forward = forLanes((lanes: Lanes): Program<"x", "y", keyof typeof uniforms> => ({
  name: `haar ${lanes}`,
  element: elementOf(lanes),
  reads: {x: "T"},
  writes: {y: "T"},
  uniforms,
  main: `${place}
  let a = x[large]; let b = x[large + u.c];
  let d = x[large + row]; let e = x[large + row + u.c];
  y[low] = 0.5 * ((a + b) + (d + e));
  let lh = 0.5 * ((a + b) - (d + e));
  let hl = 0.5 * ((a - b) + (d - e));
  let hh = 0.5 * ((a - b) - (d - e));
  ${
    lanes === 4
      ? `y[detail] = vec4f(lh.x, hl.x, hh.x, lh.y);
  y[detail + 1] = vec4f(hl.y, hh.y, lh.z, hl.z);
  y[detail + 2] = vec4f(hh.z, lh.w, hl.w, hh.w);`
      : `y[detail] = lh;
  y[detail + 1] = hl;
  y[detail + 2] = hh;`
  }`
}));

const inverse = forLanes((lanes: Lanes): Program<"x", "y", keyof typeof uniforms> => ({
  name: `haar inverse ${lanes}`,
  element: elementOf(lanes),
  reads: {x: "T"},
  writes: {y: "T"},
  uniforms,
  main: `${place}
  let ll = x[low];
  let d0 = x[detail]; let d1 = x[detail + 1]; let d2 = x[detail + 2];
  ${
    lanes === 4
      ? `let lh = vec4f(d0.x, d0.w, d1.z, d2.y);
  let hl = vec4f(d0.y, d1.x, d1.w, d2.z);
  let hh = vec4f(d0.z, d1.y, d2.x, d2.w);`
      : "let lh = d0; let hl = d1; let hh = d2;"
  }
  y[large] = 0.5 * ((ll + lh) + (hl + hh));
  y[large + u.c] = 0.5 * ((ll + lh) - (hl + hh));
  y[large + row] = 0.5 * ((ll - lh) + (hl - hh));
  y[large + row + u.c] = 0.5 * ((ll - lh) - (hl - hh));`
}));

export const haarKernel = webgpuKernel<{x: TensorInfo}>(Haar, (backend, {x}) => {
  const [n, h, w, channels] = x.shape as [number, number, number, number];
  const lanes = lanesOf(channels);
  return dispatch(backend, forward[lanes], {
    reads: {x},
    writes: {y: [n, h / 2, w / 2, 4 * channels]},
    uniforms: {c: channels / lanes, w: w / 2},
    threads: util.sizeFromShape(x.shape) / 4 / lanes
  }).y;
});

export const haarInverseKernel = webgpuKernel<{x: TensorInfo}>(HaarInverse, (backend, {x}) => {
  const [n, h, w, bands] = x.shape as [number, number, number, number];
  const channels = bands / 4;
  const lanes = lanesOf(channels);
  return dispatch(backend, inverse[lanes], {
    reads: {x},
    writes: {y: [n, 2 * h, 2 * w, channels]},
    uniforms: {c: channels / lanes, w},
    threads: util.sizeFromShape(x.shape) / 4 / lanes
  }).y;
});
