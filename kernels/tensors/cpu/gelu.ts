import {Gelu, GeluGradient} from "../kernels/gelu.ts";
import {erfc} from "./erf.ts";
import {cpuKernel, type Array32} from "./kernel.ts";

/** Φ(x), the normal distribution function. */
function phi(x: number): number {
  return erfc(-x * Math.SQRT1_2) / 2;
}

export const geluKernel = cpuKernel<{x: Array32}>(Gelu, ({x}) => ({
  shape: x.shape,
  values: x.values.map((a) => a * phi(a))
}));

export const geluGradientKernel = cpuKernel<{x: Array32; dy: Array32}>(GeluGradient, ({x, dy}) => {
  const scale = 1 / Math.sqrt(2 * Math.PI);
  return {
    shape: x.shape,
    values: x.values.map((a, i) => dy.values[i] * (phi(a) + a * scale * Math.exp((-a * a) / 2)))
  };
});
