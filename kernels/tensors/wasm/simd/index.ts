export {adam} from "./adam";
export {batchNorm, batchNormGradient, batchNormScratch} from "./batchNorm";
export {blend} from "./blend";
export {
  conv,
  convGradientFilter,
  convGradientFilterScratch,
  convScratch,
  convTranspose,
  convTransposeScratch
} from "./conv";
export {depthwise, depthwiseGradientFilter, depthwiseGradientFilterScratch, depthwiseGradientInput} from "./depthwise";
export {edges, edgesGradient, nearest, nearestScratch} from "./edges";
export {gelu, geluGradient} from "./gelu";
export {haar, haarInverse} from "./haar";
export {layerNorm, layerNormGradient} from "./layerNorm";
export {product, productScratch, transposedProduct, transposedScratch} from "./matmul";
export {maxPool, maxPoolGradient, maxPoolGradientScratch} from "./maxPool";
export {normalise} from "./normalise";
export {copyStrips} from "./strips";
export {channelSum, sumsScratch} from "./sums";
