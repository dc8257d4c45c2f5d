import type {OpName, OptionsOf} from "../../ops/table.ts";
import {gelu, hardSigmoid, hardSwish, leakyRelu, relu, relu6, sigmoid, silu} from "./activations.ts";
import {add, multiply, subtract} from "./arithmetic.ts";
import {crossCovariance, mixChannels, mixTokens, tokenAttention} from "./attention.ts";
import {batchNorm} from "./batchNorm.ts";
import type {Runner} from "./call.ts";
import {concat, slice} from "./channels.ts";
import {conv, convTranspose, maskedConv} from "./conv.ts";
import {dft} from "./dft.ts";
import {dropout} from "./dropout.ts";
import {dropPath} from "./dropPath.ts";
import {dwt, idwt} from "./dwt.ts";
import {edgeFeatures} from "./edgeFeatures.ts";
import {fixedFilters} from "./fixedFilters.ts";
import {groupNorm} from "./groupNorm.ts";
import {layerNorm} from "./layerNorm.ts";
import {reshape, tokens, transpose, untokens} from "./layout.ts";
import {linear} from "./linear.ts";
import {pixelShuffle, pixelUnshuffle} from "./pixelShuffle.ts";
import {fourierPositions, positionEmbedding} from "./positions.ts";
import {avgPool, globalAveragePool, globalMaxPool, maxPool} from "./pools.ts";
import {resize} from "./resize.ts";
import {scale} from "./scale.ts";
import {classToken, pickToken} from "./classToken.ts";

/** How every op runs. An op without a runner does not compile. */
export const runners: {readonly [N in OpName]: Runner<OptionsOf<N>>} = {
  conv,
  convTranspose,
  maskedConv,
  linear,
  batchNorm,
  layerNorm,
  groupNorm,
  gelu,
  relu,
  relu6,
  sigmoid,
  hardSwish,
  silu,
  hardSigmoid,
  leakyRelu,
  dropout,
  add,
  subtract,
  multiply,
  concat,
  slice,
  dwt,
  idwt,
  fixedFilters,
  maxPool,
  avgPool,
  globalAveragePool,
  globalMaxPool,
  edgeFeatures,
  resize,
  pixelShuffle,
  pixelUnshuffle,
  flatten: reshape,
  tokens,
  untokens,
  transpose,
  reshape,
  dft,
  crossCovariance,
  mixChannels,
  tokenAttention,
  mixTokens,
  scale,
  dropPath,
  fourierPositions,
  positionEmbedding,
  classToken,
  pickToken
};
