import * as ops from "../../../../kernels/ops/index.ts";
import type {OpName} from "../../../../kernels/ops/table.ts";
import type {Padding} from "../../../../kernels/ops/wavelets/extension.ts";
import {opCase, type OpCase} from "./case.ts";

const map = [6, 7, 5];
const even = [3, 8, 6];
const norm = (channels: readonly number[]) => channels.map((c) => [c, 5, 3] as const);

/** Every op with odd sizes and channel counts that are no multiple of four among its shapes. */
export const opCases: {readonly [N in OpName]: readonly OpCase[]} = {
  conv: [
    opCase("1×1", map, (x) => ops.conv(x, {width: 7, kernel: 1})),
    opCase("1×1 stride 2 without bias", map, (x) => ops.conv(x, {width: 8, kernel: 1, stride: 2, bias: false})),
    opCase("3×3 padded", map, (x) => ops.conv(x, {width: 9, kernel: 3, padding: 1})),
    opCase("3×3 of one channel", [1, 9, 8], (x) => ops.conv(x, {width: 8, kernel: 3, padding: 1})),
    opCase("3×3 stride 2", [8, 9, 6], (x) => ops.conv(x, {width: 12, kernel: 3, stride: 2, padding: 1})),
    opCase("3×3 dilation 2", [4, 9, 8], (x) => ops.conv(x, {width: 5, kernel: 3, padding: 2, dilation: 2})),
    opCase("2×3 stride 3×1 padding 0×2", [5, 8, 7], (x) =>
      ops.conv(x, {width: 3, kernel: [2, 3], stride: [3, 1], padding: [0, 2]})
    ),
    opCase("two groups", [6, 5, 7], (x) => ops.conv(x, {width: 10, kernel: 3, padding: 1, groups: 2})),
    opCase("eight groups of three", [24, 5, 4], (x) =>
      ops.conv(x, {width: 24, kernel: 3, padding: 1, groups: 8, bias: false})
    ),
    opCase("eight groups of four, 1×1", [32, 3, 5], (x) => ops.conv(x, {width: 16, kernel: 1, groups: 8, bias: false})),
    opCase("two groups 1×1", [8, 5, 3], (x) => ops.conv(x, {width: 4, kernel: 1, groups: 2})),
    opCase("three groups dilation 2 stride 2", [9, 9, 9], (x) =>
      ops.conv(x, {width: 6, kernel: 3, padding: 2, stride: 2, dilation: 2, groups: 3})
    ),
    opCase("four groups 5×3 stride 2×1 padding 2×0", [12, 8, 6], (x) =>
      ops.conv(x, {width: 8, kernel: [5, 3], stride: [2, 1], padding: [2, 0], groups: 4})
    ),
    opCase("depthwise 3×3", [6, 7, 5], (x) => ops.conv(x, {width: 6, kernel: 3, padding: 1, groups: 6})),
    opCase("depthwise 5×5 of eight", [8, 7, 6], (x) =>
      ops.conv(x, {width: 8, kernel: 5, padding: 2, groups: 8, bias: false})
    ),
    opCase("depthwise stride 2 dilation 2", [5, 9, 8], (x) =>
      ops.conv(x, {width: 5, kernel: 3, padding: 2, stride: 2, dilation: 2, groups: 5})
    ),
    opCase("depthwise two filters a channel", [3, 5, 6], (x) =>
      ops.conv(x, {width: 6, kernel: 3, padding: 1, groups: 3})
    ),
    opCase(
      "before a norm in training",
      [3, 6, 5],
      (x) => ops.batchNorm(ops.conv(x, {width: 5, kernel: 3, padding: 1})),
      {
        training: true
      }
    )
  ],
  convTranspose: [
    opCase("4×4 stride 2", [6, 4, 5], (x) => ops.convTranspose(x, {width: 5, kernel: 4, stride: 2, padding: 1})),
    opCase("4×4 stride 2 of eight", [8, 3, 4], (x) =>
      ops.convTranspose(x, {width: 4, kernel: 4, stride: 2, padding: 1, bias: false})
    ),
    opCase("3×2 stride 3×1", [3, 3, 4], (x) => ops.convTranspose(x, {width: 2, kernel: [3, 2], stride: [3, 1]})),
    opCase("2×2 stride 3", [5, 3, 3], (x) => ops.convTranspose(x, {width: 3, kernel: 2, stride: 3})),
    opCase("three groups", [6, 3, 4], (x) => ops.convTranspose(x, {width: 9, kernel: 3, stride: 2, groups: 3})),
    opCase("of fixed weights", [4, 3, 5], (x) => ops.convTranspose(x, {width: 5, kernel: 3, detached: true})),
    opCase(
      "before a norm in training",
      [4, 3, 4],
      (x) => ops.batchNorm(ops.convTranspose(x, {width: 3, kernel: 4, stride: 2, padding: 1})),
      {training: true}
    )
  ],
  maskedConv: [opCase("map", map, (x) => ops.maskedConv(x, {width: 5, seen: 3}))],
  linear: [
    opCase("features", [10], (x) => ops.linear(x, {width: 7}), {batch: 3}),
    opCase("features without bias", [8], (x) => ops.linear(x, {width: 12, bias: false})),
    opCase("tokens", [5, 6], (x) => ops.linear(x, {width: 9}))
  ],
  batchNorm: [
    ...norm([3, 8]).flatMap((shape) =>
      [true, false].map((training) =>
        opCase(`${shape.join("×")}${training ? " in training" : ""}`, shape, (x) => ops.batchNorm(x), {training})
      )
    ),
    opCase("features in training", [5], (x) => ops.batchNorm(x, {epsilon: 1e-3}), {training: true, batch: 7}),
    opCase("features", [5], (x) => ops.batchNorm(x), {batch: 7})
  ],
  layerNorm: [
    ...norm([3, 8, 9]).map((shape) => opCase(shape.join("×"), shape, (x) => ops.layerNorm(x))),
    opCase("tokens", [4, 6], (x) => ops.layerNorm(x, {epsilon: 1e-6})),
    opCase("features", [10], (x) => ops.layerNorm(x), {batch: 3})
  ],
  groupNorm: [
    opCase("one group", [5, 4, 3], (x) => ops.groupNorm(x)),
    opCase("three groups", [6, 3, 5], (x) => ops.groupNorm(x, {groups: 3}))
  ],
  gelu: [opCase("map", map, (x) => ops.gelu(x)), opCase("features", [13], (x) => ops.gelu(x), {batch: 3})],
  relu: [opCase("map", map, (x) => ops.relu(x))],
  relu6: [opCase("map", map, (x) => ops.relu6(ops.scale(x, {initial: 5})))],
  sigmoid: [opCase("map", map, (x) => ops.sigmoid(x))],
  silu: [opCase("map", map, (x) => ops.silu(x)), opCase("features", [13], (x) => ops.silu(x), {batch: 3})],
  hardSwish: [opCase("map", map, (x) => ops.hardSwish(x))],
  hardSigmoid: [opCase("map", map, (x) => ops.hardSigmoid(x))],
  leakyRelu: [opCase("map", map, (x) => ops.leakyRelu(x, {slope: 0.2}))],
  dropout: [
    opCase("in training", map, (x) => ops.dropout(x, {rate: 0.4}), {training: true}),
    opCase("at rest", [5], (x) => ops.gelu(ops.dropout(x, {rate: 0.4})))
  ],
  add: [
    opCase("two", map, (x) => ops.add(x, ops.gelu(x))),
    opCase("three", [5, 6], (x) => ops.add([x, ops.sigmoid(x), x]))
  ],
  subtract: [opCase("two", map, (x) => ops.subtract(x, ops.gelu(x)))],
  multiply: [
    opCase("two", map, (x) => ops.multiply(x, ops.sigmoid(x))),
    opCase("a map and channels", map, (x) => ops.multiply(x, ops.globalAveragePool(x)))
  ],
  concat: [
    opCase("maps", map, (x) => ops.concat([x, ops.slice(x, {from: 1, to: 4}), ops.gelu(x)])),
    opCase("features", [7], (x) => ops.concat([ops.gelu(x), x]))
  ],
  slice: [
    opCase("map", map, (x) => ops.slice(x, {from: 1, to: 4})),
    opCase("tokens", [3, 8], (x) => ops.slice(x, {from: 5, to: 8}))
  ],
  dwt: [
    opCase("haar", even, (x) => ops.dwt(x)),
    opCase("haar of eight", [8, 4, 6], (x) => ops.dwt(x)),
    opCase("haar, odd", [3, 7, 5], (x) => ops.dwt(x)),
    ...(["zero", "symmetric", "reflect", "periodic", "periodization"] satisfies Padding[]).map((padding) =>
      opCase(`db2 ${padding}, odd`, [3, 9, 8], (x) => ops.dwt(x, {wavelet: "db2", padding}))
    ),
    opCase("bior2.4 symmetric", [2, 8, 11], (x) => ops.dwt(x, {wavelet: "bior2.4", padding: "symmetric"}))
  ],
  idwt: [
    opCase("haar", [12, 3, 4], (x) => ops.idwt(x)),
    opCase("haar of eight", [32, 2, 3], (x) => ops.idwt(x)),
    opCase("haar, cut", [4, 4, 3], (x) => ops.idwt(x, {outHeight: 7, outWidth: 5})),
    opCase("db2", [8, 5, 6], (x) => ops.idwt(x, {wavelet: "db2"})),
    opCase("db3 periodization", [4, 5, 4], (x) => ops.idwt(x, {wavelet: "db3", padding: "periodization"}))
  ],
  fixedFilters: [opCase("2×2", [3, 6, 8], (x) => ops.fixedFilters(x))],
  maxPool: [
    opCase("2×2", [5, 6, 8], (x) => ops.maxPool(x, {kernel: 2})),
    opCase("3×3 stride 2 padded", [4, 7, 9], (x) => ops.maxPool(x, {kernel: 3, stride: 2, padding: 1}))
  ],
  avgPool: [
    opCase("2×2", [5, 6, 8], (x) => ops.avgPool(x, {kernel: 2})),
    opCase("3×3 stride 1 padded", [4, 5, 7], (x) => ops.avgPool(x, {kernel: 3, stride: 1, padding: 1}))
  ],
  globalAveragePool: [opCase("map", map, (x) => ops.globalAveragePool(x))],
  globalMaxPool: [opCase("map", map, (x) => ops.globalMaxPool(x))],
  edgeFeatures: [
    opCase("three of seven points", [3, 7, 1], (x) => ops.edgeFeatures(x, {neighbours: 3})),
    opCase("all four of eight channels", [8, 4, 1], (x) => ops.edgeFeatures(x, {neighbours: 4})),
    opCase("five of eight after a layer", [2, 8, 1], (x) =>
      ops.edgeFeatures(ops.conv(x, {width: 5, kernel: 1}), {neighbours: 5})
    )
  ],
  resize: [
    opCase("nearest up", [3, 4, 5], (x) => ops.resize(x, {size: [8, 10]})),
    opCase("nearest, no multiple", [3, 5, 6], (x) => ops.resize(x, {size: [7, 4]})),
    opCase("bilinear up", [3, 4, 5], (x) => ops.resize(x, {size: [8, 9], method: "bilinear"})),
    opCase("bilinear down", [2, 7, 8], (x) => ops.resize(x, {size: [4, 3], method: "bilinear"})),
    opCase("bilinear aligned", [2, 4, 5], (x) => ops.resize(x, {size: [7, 3], method: "bilinear", aligned: true}))
  ],
  pixelShuffle: [
    opCase("2", [12, 3, 2], (x) => ops.pixelShuffle(x, {factor: 2})),
    opCase("3", [9, 2, 3], (x) => ops.pixelShuffle(x, {factor: 3}))
  ],
  pixelUnshuffle: [opCase("2", [3, 6, 4], (x) => ops.pixelUnshuffle(x, {factor: 2}))],
  flatten: [opCase("map", [3, 4, 5], (x) => ops.flatten(x))],
  tokens: [opCase("map", [3, 4, 5], (x) => ops.tokens(x))],
  untokens: [opCase("tokens", [12, 5], (x) => ops.untokens(x, {height: 3, width: 4}))],
  transpose: [opCase("tokens", [7, 5], (x) => ops.transpose(x))],
  reshape: [
    opCase("map to features", [3, 4, 2], (x) => ops.reshape(x, {shape: [24]})),
    opCase("features to map", [30], (x) => ops.reshape(x, {shape: [3, 5, 2]})),
    opCase("map to map", [4, 3, 6], (x) => ops.reshape(x, {shape: [6, 2, 6]}))
  ],
  dft: [opCase("map", [3, 5, 6], (x) => ops.dft(x))],
  crossCovariance: [
    opCase("two heads of five", [7, 30], (x) => ops.crossCovariance(x, {heads: 2})),
    opCase("one head of four", [9, 12], (x) => ops.crossCovariance(x, {heads: 1})),
    opCase("two tokens", [2, 24], (x) => ops.crossCovariance(ops.positionEmbedding(x), {heads: 2}), {batch: 3})
  ],
  mixChannels: [
    opCase("two heads of five", [7, 30], (x) => ops.mixChannels(ops.crossCovariance(x, {heads: 2}), x)),
    opCase("three heads of four", [6, 36], (x) => ops.mixChannels(ops.crossCovariance(x, {heads: 3}), x))
  ],
  tokenAttention: [
    opCase("two heads of five", [7, 30], (x) => ops.tokenAttention(x, {heads: 2})),
    opCase("one head of four", [9, 12], (x) => ops.tokenAttention(x, {heads: 1}))
  ],
  mixTokens: [
    opCase("two heads of five", [7, 30], (x) => ops.mixTokens(ops.tokenAttention(x, {heads: 2}), x)),
    opCase("three heads of four", [6, 36], (x) => ops.mixTokens(ops.tokenAttention(x, {heads: 3}), x))
  ],
  scale: [
    opCase("map", map, (x) => ops.scale(x, {initial: 0.7})),
    opCase("map of eight", [8, 3, 5], (x) => ops.scale(x)),
    opCase("tokens", [5, 6], (x) => ops.scale(x)),
    opCase("features", [7], (x) => ops.scale(x), {batch: 3})
  ],
  dropPath: [
    opCase("in training", map, (x) => ops.dropPath(x, {rate: 0.4}), {training: true, batch: 5}),
    opCase("at rest", [5], (x) => ops.gelu(ops.dropPath(x, {rate: 0.4})))
  ],
  fourierPositions: [
    opCase("map", [3, 4, 5], (x) => ops.concat([x, ops.fourierPositions(x, {hidden: 6, temperature: 100})])),
    opCase("one sample", [3, 2, 3], (x) => ops.concat([x, ops.fourierPositions(x)]), {batch: 1})
  ],
  positionEmbedding: [opCase("tokens", [4, 6], (x) => ops.positionEmbedding(x))],
  classToken: [opCase("tokens", [4, 6], (x) => ops.classToken(x), {batch: 3})],
  pickToken: [
    opCase("first", [5, 6], (x) => ops.pickToken(x)),
    opCase("last", [3, 7], (x) => ops.pickToken(x, {index: 2}), {batch: 3})
  ]
};
