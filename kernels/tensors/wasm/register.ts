import "@tensorflow/tfjs-backend-wasm";
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
import {concatKernel, sliceKernel, splitKernel} from "./strips.ts";

/** Registers tfjs' wasm backend and our kernels for it, which need `loadSimd` before they run. May be called again. */
export function registerWasm(): void {
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
    normaliseKernel,
    concatKernel(),
    sliceKernel(),
    splitKernel()
  ]);
}
