import type {TensorInfo} from "@tensorflow/tfjs-core";
import {util} from "@tensorflow/tfjs-core";
import {Gelu, GeluGradient} from "../kernels/gelu.ts";
import {dispatch, type Program} from "./dispatch.ts";
import {webgpuKernel} from "./kernel.ts";
import {elementOf, forLanes, lanesOf, type Lanes} from "./lanes.ts";

// Φ(x) = erfc(−x/√2)/2 with erfc(|z|) = t·exp(−z² + polynomial in t), t = 1/(1 + |z|/2) (Numerical Recipes, section 6.2):
// 1.2e-7 relative to erfc, so that the left tail is right too.
const normal = `
fn cumulative(x: T) -> T {
  let z = abs(x) * 0.7071067811865476;
  let t = 1.0 / (1.0 + 0.5 * z);
  let p = ((((((((0.17087277 * t - 0.82215223) * t + 1.48851587) * t - 1.13520398) * t + 0.27886807) * t
    - 0.18628806) * t + 0.09678418) * t + 0.37409196) * t + 1.00002368) * t - 1.26551223;
  let tail = 0.5 * t * exp(p - z * z);
  return select(tail, 1.0 - tail, x > T(0.0));
}
fn density(x: T) -> T { return 0.3989422804014327 * exp(-0.5 * x * x); }`;

const value = forLanes((lanes: Lanes): Program<"x", "y", never> => ({
  name: `gelu ${lanes}`,
  element: elementOf(lanes),
  reads: {x: "T"},
  writes: {y: "T"},
  uniforms: {},
  declarations: normal,
  main: "y[index] = x[index] * cumulative(x[index]);"
}));

const slope = forLanes((lanes: Lanes): Program<"x" | "dy", "dx", never> => ({
  name: `gelu gradient ${lanes}`,
  element: elementOf(lanes),
  reads: {x: "T", dy: "T"},
  writes: {dx: "T"},
  uniforms: {},
  declarations: normal,
  main: "let a = x[index]; dx[index] = dy[index] * (cumulative(a) + a * density(a));"
}));

export const geluKernel = webgpuKernel<{x: TensorInfo}>(Gelu, (backend, {x}) => {
  const size = util.sizeFromShape(x.shape);
  const lanes = lanesOf(size);
  return dispatch(backend, value[lanes], {reads: {x}, writes: {y: x.shape}, uniforms: {}, threads: size / lanes}).y;
});

export const geluGradientKernel = webgpuKernel<{x: TensorInfo; dy: TensorInfo}>(GeluGradient, (backend, {x, dy}) => {
  const size = util.sizeFromShape(x.shape);
  const lanes = lanesOf(size);
  return dispatch(backend, slope[lanes], {reads: {x, dy}, writes: {dx: x.shape}, uniforms: {}, threads: size / lanes})
    .dx;
});
