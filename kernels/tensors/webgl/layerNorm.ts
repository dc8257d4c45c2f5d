import type {TensorInfo} from "@tensorflow/tfjs-core";
import type {NormAttributes} from "../kernels/batchNorm.ts";
import {LayerNorm} from "../kernels/layerNorm.ts";
import {webglKernel} from "./kernel.ts";
import {rowMoments} from "./rowMoments.ts";
import {runTexels, type TexelProgram} from "./texelProgram.ts";

const normalise: TexelProgram<"x" | "gamma" | "beta" | "moments", never> = {
  reads: ["x", "gamma", "beta", "moments"],
  uniforms: {},
  main: `
  vec4 m = momentsAt(b, r, 0);
  return (xAt(b, r, c) - m.rrbb) * m.ggaa * gammaAt(0, 0, c).rgrg + betaAt(0, 0, c).rgrg;`
};

type Inputs = {x: TensorInfo; gamma: TensorInfo; beta: TensorInfo};

export const layerNormKernel = webglKernel<Inputs, NormAttributes>(
  LayerNorm,
  (backend, {x, gamma, beta}, {epsilon}) => {
    const moments = rowMoments(backend, x, epsilon);
    const y = runTexels(backend, normalise, {reads: {x, gamma, beta, moments}, shape: x.shape, uniforms: {}});
    backend.disposeIntermediateTensorInfo(moments);
    return y;
  }
);
