import "@tensorflow/tfjs-backend-webgl";
import {replaceKernels} from "../kernels/replace.ts";
import {adamKernel} from "./adam.ts";
import {batchMatMulKernel} from "./batchMatMul.ts";
import {batchNormKernel} from "./batchNorm.ts";
import {batchNormGradientKernel} from "./batchNormGradient.ts";
import {blendKernel} from "./blend.ts";
import {channelSumKernel} from "./channelSum.ts";
import {convGradientFilterKernel, convKernel, convTransposeKernel} from "./conv.ts";
import {depthwiseKernel} from "./depthwise.ts";
import {depthwiseGradientFilterKernel} from "./depthwiseGradientFilter.ts";
import {depthwiseGradientInputKernel} from "./depthwiseGradientInput.ts";
import {edgesGradientKernel, edgesKernel, nearestKernel} from "./edges.ts";
import {geluGradientKernel, geluKernel} from "./gelu.ts";
import {haarInverseKernel, haarKernel} from "./haar.ts";
import {layerNormKernel} from "./layerNorm.ts";
import {layerNormGradientKernel} from "./layerNormGradient.ts";
import {linearGradientInputKernel, linearKernel} from "./linear.ts";
import {linearGradientWeightKernel} from "./linearGradientWeight.ts";
import {maxPoolKernel} from "./maxPool.ts";
import {maxPoolGradientKernel} from "./maxPoolGradient.ts";
import {normaliseKernel} from "./normalise.ts";

/** Registers tfjs' webgl backend and our kernels for it. May be called again. */
export function registerWebgl(): void {
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
