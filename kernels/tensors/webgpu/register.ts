import {env, type KernelConfig} from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-webgpu";
import {linearByMatMul} from "../kernels/linearByMatMul.ts";
import {LinearGradientWeight} from "../kernels/linear.ts";
import {replaceKernels} from "../kernels/replace.ts";
import {adamKernel} from "./adam.ts";
import {batchMatMulKernel} from "./barrierFree/batchMatMul.ts";
import {convKernel as barrierFreeConv} from "./barrierFree/conv.ts";
import {convTransposeKernel as barrierFreeConvTranspose} from "./barrierFree/convTranspose.ts";
import {
  linearGradientInputKernel as barrierFreeLinearGradientInput,
  linearKernel as barrierFreeLinear
} from "./barrierFree/linear.ts";
import {reductionKernels} from "./barrierFree/reduce.ts";
import {softmaxKernel} from "./barrierFree/softmax.ts";
import {kernelsWithoutSharedMemory} from "./barrierFree/withoutSharedMemory.ts";
import {batchNormKernel} from "./batchNorm.ts";
import {batchNormGradientKernel} from "./batchNormGradient.ts";
import {blendKernel} from "./blend.ts";
import {channelSumKernel} from "./channelSum.ts";
import {convGradientFilterKernel} from "./convGradientFilter.ts";
import {depthwiseKernel} from "./depthwise.ts";
import {depthwiseGradientFilterKernel} from "./depthwiseGradientFilter.ts";
import {depthwiseGradientInputKernel} from "./depthwiseGradientInput.ts";
import {edgesGradientKernel, edgesKernel, nearestKernel} from "./edges.ts";
import {geluGradientKernel, geluKernel} from "./gelu.ts";
import {haarInverseKernel, haarKernel} from "./haar.ts";
import {layerNormKernel} from "./layerNorm.ts";
import {layerNormGradientKernel} from "./layerNormGradient.ts";
import {linearGradientWeightKernel} from "./linearGradientWeight.ts";
import {maxPoolKernel} from "./maxPool.ts";
import {maxPoolGradientKernel} from "./maxPoolGradient.ts";
import {normaliseKernel} from "./normalise.ts";
import {replacedStockKernels} from "./stock.ts";
import {convKernel as tiledConv} from "./tiled/conv.ts";
import {convTransposeKernel as tiledConvTranspose} from "./tiled/convTranspose.ts";

/** `MatMulPackedProgram` of tfjs-backend-webgpu. */
const packedProducts = 3;

/** On every adapter. */
const kernels = [
  adamKernel,
  batchNormGradientKernel,
  batchNormKernel,
  blendKernel,
  channelSumKernel,
  convGradientFilterKernel,
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
  linearGradientWeightKernel,
  maxPoolGradientKernel,
  maxPoolKernel,
  nearestKernel,
  normaliseKernel
];

/** Where barriers are 10 to 50 times slower than they should be; these take the place of tfjs' kernels too. */
function softwareKernels(): KernelConfig[] {
  return [
    barrierFreeConv,
    barrierFreeConvTranspose,
    barrierFreeLinear,
    barrierFreeLinearGradientInput,
    batchMatMulKernel(),
    softmaxKernel(),
    ...reductionKernels(),
    ...kernelsWithoutSharedMemory()
  ];
}

/** Where tfjs' tiles in workgroup memory are at home. */
function hardwareKernels(): KernelConfig[] {
  const linear = linearByMatMul("webgpu").filter(({kernelName}) => kernelName !== LinearGradientWeight);
  return [tiledConv, tiledConvTranspose, ...linear, ...replacedStockKernels()];
}

/**
 * Registers tfjs' webgpu backend and our kernels for it; `software` is whether the adapter is a fallback adapter, that
 * runs on the CPU. May be called again, also for the other kind of adapter.
 */
export function registerWebgpu({software}: {software: boolean}): void {
  // Left to choose, tfjs splits long products and adds the parts by atomics, in an order that differs from run to run.
  env().set("WEBGPU_MATMUL_PROGRAM_TYPE", packedProducts);
  replaceKernels([...kernels, ...(software ? softwareKernels() : hardwareKernels())]);
}
