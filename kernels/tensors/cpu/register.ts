import "@tensorflow/tfjs-backend-cpu";
import {replaceKernels} from "../kernels/replace.ts";
import {adamKernel} from "./adam.ts";
import {batchMatMulKernel} from "./batchMatMul.ts";
import {batchNormGradientKernel, batchNormKernel} from "./batchNorm.ts";
import {blendKernel} from "./blend.ts";
import {channelSumKernel} from "./channelSum.ts";
import {convGradientFilterKernel, convKernel, convTransposeKernel} from "./conv.ts";
import {depthwiseGradientFilterKernel, depthwiseGradientInputKernel, depthwiseKernel} from "./depthwise.ts";
import {edgesGradientKernel, edgesKernel, nearestKernel} from "./edges.ts";
import {geluGradientKernel, geluKernel} from "./gelu.ts";
import {haarInverseKernel, haarKernel} from "./haar.ts";
import {layerNormGradientKernel, layerNormKernel} from "./layerNorm.ts";
import {linearGradientInputKernel, linearGradientWeightKernel, linearKernel} from "./linear.ts";
import {maxPoolGradientKernel, maxPoolKernel} from "./maxPool.ts";
import {normaliseKernel} from "./normalise.ts";

/** Registers tfjs' cpu backend and our kernels for it. May be called again. */
export function registerCpu(): void {
  replaceKernels([
    adamKernel,
    batchMatMulKernel,
    batchNormGradientKernel,
    batchNormKernel,
    blendKernel,
    channelSumKernel,
    convGradientFilterKernel,
    convKernel,
    convTransposeKernel,
    depthwiseGradientFilterKernel,
    depthwiseGradientInputKernel,
    depthwiseKernel,
    edgesGradientKernel,
    edgesKernel,
    geluGradientKernel,
    geluKernel,
    haarInverseKernel,
    haarKernel,
    layerNormGradientKernel,
    layerNormKernel,
    linearGradientInputKernel,
    linearGradientWeightKernel,
    linearKernel,
    maxPoolGradientKernel,
    maxPoolKernel,
    nearestKernel,
    normaliseKernel
  ]);
}
