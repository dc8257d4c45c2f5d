import {convOp} from "./conv.ts";
import {convTransposeOp} from "./convTranspose.ts";
import {maskedConvOp} from "./maskedConv.ts";
import {linearOp} from "./linear.ts";
import {batchNormOp} from "./batchNorm.ts";
import {layerNormOp} from "./layerNorm.ts";
import {groupNormOp} from "./groupNorm.ts";
import {geluOp} from "./gelu.ts";
import {reluOp} from "./relu.ts";
import {relu6Op} from "./relu6.ts";
import {sigmoidOp} from "./sigmoid.ts";
import {hardSwishOp} from "./hardSwish.ts";
import {siluOp} from "./silu.ts";
import {hardSigmoidOp} from "./hardSigmoid.ts";
import {leakyReluOp} from "./leakyRelu.ts";
import {dropoutOp} from "./dropout.ts";
import {addOp} from "./add.ts";
import {subtractOp} from "./subtract.ts";
import {multiplyOp} from "./multiply.ts";
import {concatOp} from "./concat.ts";
import {sliceOp} from "./slice.ts";
import {dwtOp} from "./dwt.ts";
import {idwtOp} from "./idwt.ts";
import {fixedFiltersOp} from "./fixedFilters.ts";
import {maxPoolOp} from "./maxPool.ts";
import {avgPoolOp} from "./avgPool.ts";
import {globalAveragePoolOp} from "./globalAveragePool.ts";
import {globalMaxPoolOp} from "./globalMaxPool.ts";
import {edgeFeaturesOp} from "./edgeFeatures.ts";
import {resizeOp} from "./resize.ts";
import {pixelShuffleOp} from "./pixelShuffle.ts";
import {pixelUnshuffleOp} from "./pixelUnshuffle.ts";
import {flattenOp} from "./flatten.ts";
import {tokensOp} from "./tokens.ts";
import {untokensOp} from "./untokens.ts";
import {transposeOp} from "./transpose.ts";
import {reshapeOp} from "./reshape.ts";
import {dftOp} from "./dft.ts";
import {crossCovarianceOp} from "./crossCovariance.ts";
import {mixChannelsOp} from "./mixChannels.ts";
import {tokenAttentionOp} from "./tokenAttention.ts";
import {mixTokensOp} from "./mixTokens.ts";
import {scaleOp} from "./scale.ts";
import {dropPathOp} from "./dropPath.ts";
import {fourierPositionsOp} from "./fourierPositions.ts";
import {positionEmbeddingOp} from "./positionEmbedding.ts";
import {classTokenOp} from "./classToken.ts";
import {pickTokenOp} from "./pickToken.ts";

/** Every op by its name. A table over OpName that lacks one does not compile. */
export const allOps = {
  conv: convOp,
  convTranspose: convTransposeOp,
  maskedConv: maskedConvOp,
  linear: linearOp,
  batchNorm: batchNormOp,
  layerNorm: layerNormOp,
  groupNorm: groupNormOp,
  gelu: geluOp,
  relu: reluOp,
  relu6: relu6Op,
  sigmoid: sigmoidOp,
  hardSwish: hardSwishOp,
  silu: siluOp,
  hardSigmoid: hardSigmoidOp,
  leakyRelu: leakyReluOp,
  dropout: dropoutOp,
  add: addOp,
  subtract: subtractOp,
  multiply: multiplyOp,
  concat: concatOp,
  slice: sliceOp,
  dwt: dwtOp,
  idwt: idwtOp,
  fixedFilters: fixedFiltersOp,
  maxPool: maxPoolOp,
  avgPool: avgPoolOp,
  globalAveragePool: globalAveragePoolOp,
  globalMaxPool: globalMaxPoolOp,
  edgeFeatures: edgeFeaturesOp,
  resize: resizeOp,
  pixelShuffle: pixelShuffleOp,
  pixelUnshuffle: pixelUnshuffleOp,
  flatten: flattenOp,
  tokens: tokensOp,
  untokens: untokensOp,
  transpose: transposeOp,
  reshape: reshapeOp,
  dft: dftOp,
  crossCovariance: crossCovarianceOp,
  mixChannels: mixChannelsOp,
  tokenAttention: tokenAttentionOp,
  mixTokens: mixTokensOp,
  scale: scaleOp,
  dropPath: dropPathOp,
  fourierPositions: fourierPositionsOp,
  positionEmbedding: positionEmbeddingOp,
  classToken: classTokenOp,
  pickToken: pickTokenOp
} as const;

export type OpName = keyof typeof allOps;

/** The normalised options of an op. */
export type OptionsOf<N extends OpName> = ReturnType<(typeof allOps)[N]["options"]>;
