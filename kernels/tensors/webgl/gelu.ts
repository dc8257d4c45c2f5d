import type {TensorInfo} from "@tensorflow/tfjs-core";
import {Gelu, GeluGradient} from "../kernels/gelu.ts";
import {webglKernel} from "./kernel.ts";
import {runTexels, type TexelProgram} from "./texelProgram.ts";

// Φ(x) = erfc(−x/√2)/2 with erfc(|z|) = t·exp(−z² + polynomial in t), t = 1/(1 + |z|/2) (Numerical Recipes, section 6.2):
// 1.2e-7 relative to erfc, so that the left tail is right too.
const normal = `
vec4 cumulative(vec4 x) {
  vec4 z = abs(x) * 0.7071067811865476;
  vec4 t = 1.0 / (1.0 + 0.5 * z);
  vec4 p = ((((((((0.17087277 * t - 0.82215223) * t + 1.48851587) * t - 1.13520398) * t + 0.27886807) * t
    - 0.18628806) * t + 0.09678418) * t + 0.37409196) * t + 1.00002368) * t - 1.26551223;
  vec4 tail = 0.5 * t * exp(p - z * z);
  return mix(tail, 1.0 - tail, greaterThan(x, vec4(0.0)));
}
vec4 density(vec4 x) { return 0.3989422804014327 * exp(-0.5 * x * x); }`;

const value: TexelProgram<"x", never> = {
  reads: ["x"],
  uniforms: {},
  declarations: normal,
  main: "vec4 a = xAt(b, r, c); return a * cumulative(a);"
};

const slope: TexelProgram<"x" | "dy", never> = {
  reads: ["x", "dy"],
  uniforms: {},
  declarations: normal,
  main: "vec4 a = xAt(b, r, c); return dyAt(b, r, c) * (cumulative(a) + a * density(a));"
};

export const geluKernel = webglKernel<{x: TensorInfo}>(Gelu, (backend, {x}) =>
  runTexels(backend, value, {reads: {x}, shape: x.shape, uniforms: {}})
);

export const geluGradientKernel = webglKernel<{x: TensorInfo; dy: TensorInfo}>(GeluGradient, (backend, {x, dy}) =>
  runTexels(backend, slope, {reads: {x, dy}, shape: x.shape, uniforms: {}})
);
