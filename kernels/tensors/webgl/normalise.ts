import type {TensorInfo} from "@tensorflow/tfjs-core";
import type {MathBackendWebGL} from "@tensorflow/tfjs-backend-webgl";
import type {NormAttributes} from "../kernels/batchNorm.ts";
import {Normalise} from "../kernels/normalise.ts";
import {webglKernel} from "./kernel.ts";
import {runTexels, type TexelProgram} from "./texelProgram.ts";

type Input = "x" | "gamma" | "beta" | "mean" | "variance";

const program: TexelProgram<Input, "epsilon"> = {
  reads: ["x", "gamma", "beta", "mean", "variance"],
  uniforms: {epsilon: "float"},
  main: `
  vec2 scale = gammaAt(0, 0, c).rg / sqrt(varianceAt(0, 0, c).rg + epsilon);
  vec2 m = meanAt(0, 0, c).rg;
  return (xAt(b, r, c) - m.xyxy) * scale.xyxy + betaAt(0, 0, c).rgrg;`
};

/** (x − mean)·γ/√(variance + ε) + β over the last axis. */
export function normalise(
  backend: MathBackendWebGL,
  reads: Record<Input, TensorInfo>,
  {epsilon}: NormAttributes
): TensorInfo {
  return runTexels(backend, program, {reads, shape: reads.x.shape, uniforms: {epsilon}});
}

export const normaliseKernel = webglKernel<Record<Input, TensorInfo>, NormAttributes>(Normalise, normalise);
