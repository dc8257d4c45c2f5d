import {network, type Value} from "../../../kernels/graph/trace.ts";
import type {Network} from "../../../kernels/graph/network.ts";
import * as ops from "../../../kernels/ops/index.ts";
import type {OpName} from "../../../kernels/ops/index.ts";
import {paddings} from "../../../kernels/ops/wavelets/extension.ts";

type Samples = Readonly<Record<string, () => Network>>;

/** A small map whose sides and channels are all different, so that no axis can stand for another. */
const map = (body: (x: Value) => Value, shape: readonly number[] = [4, 6, 8]) => network(shape, body);

/** Two values to join: the input, and something else made of it. */
const twice = (body: (a: Value, b: Value) => Value) => map((x) => body(x, ops.sigmoid(x)));

const wavelets = Object.fromEntries(
  ["haar", "db2", "sym4", "bior2.4", "rbio3.1"].flatMap((wavelet) =>
    paddings.flatMap((padding) =>
      [
        [8, 6],
        [7, 5],
        [2, 3]
      ].map(([height, width]) => [
        `${wavelet} ${padding} ${height}×${width}`,
        () => map((x) => ops.dwt(x, {wavelet, padding}), [2, height, width])
      ])
    )
  )
);

const inverses = Object.fromEntries(
  ["haar", "db2", "sym4", "bior2.4"].flatMap((wavelet) =>
    paddings.flatMap((padding) => [
      [`${wavelet} ${padding}`, () => map((x) => ops.idwt(x, {wavelet, padding}), [8, 7, 8])],
      [
        `${wavelet} ${padding} cut`,
        () => map((x) => ops.idwt(x, {wavelet, padding, outHeight: 3, outWidth: 4}), [8, 7, 8])
      ]
    ])
  )
);

/** Small networks around each op, under every meaning of its options. A new op without samples does not compile. */
export const samples: Readonly<Record<OpName, Samples>> = {
  conv: {
    plain: () => map((x) => ops.conv(x, {width: 5, kernel: 3, padding: 1})),
    "stride 2 and uneven kernel": () => map((x) => ops.conv(x, {width: 5, kernel: [3, 2], stride: 2, padding: [1, 0]})),
    "groups and dilation": () => map((x) => ops.conv(x, {width: 6, kernel: 3, padding: 2, dilation: 2, groups: 2})),
    depthwise: () => map((x) => ops.conv(x, {width: 4, kernel: 5, padding: 2, groups: 4})),
    "depthwise with a multiplier": () => map((x) => ops.conv(x, {width: 8, kernel: 3, groups: 4})),
    "1×1 without bias": () => map((x) => ops.conv(x, {width: 3, kernel: 1, bias: false})),
    "shared weights": () =>
      map((x) => {
        const first = ops.conv(x, {width: 4, kernel: 1, name: "one"});
        return ops.conv(first, {width: 4, kernel: 1, weightsOf: first, name: "two"});
      })
  },
  convTranspose: {
    "WaveMix's doubling": () => map((x) => ops.convTranspose(x, {width: 3, kernel: 4, stride: 2, padding: 1})),
    "kernel 6, stride 4": () => map((x) => ops.convTranspose(x, {width: 3, kernel: 6, stride: 4, padding: 1})),
    uneven: () => map((x) => ops.convTranspose(x, {width: 2, kernel: [3, 2], stride: [1, 2], bias: false})),
    groups: () => map((x) => ops.convTranspose(x, {width: 6, kernel: 2, stride: 2, groups: 2})),
    "the transpose of a convolution": () =>
      map((x) => {
        const down = ops.conv(x, {width: 2, kernel: 1, groups: 2, bias: false, name: "down"});
        const up = {width: 4, kernel: 1, groups: 2, bias: false, detached: true};
        return ops.convTranspose(down, {...up, weightsOf: down, name: "up"});
      }),
    "the transpose of a dense convolution": () =>
      map((x) => {
        const down = ops.conv(x, {width: 2, kernel: 1, bias: false, name: "down"});
        return ops.convTranspose(down, {width: 4, kernel: 1, bias: false, detached: true, weightsOf: down, name: "up"});
      })
  },
  maskedConv: {map: () => map((x) => ops.maskedConv(x, {width: 3, seen: 2}))},
  linear: {
    features: () => network([5], (x) => ops.linear(x, {width: 3})),
    tokens: () => network([4, 5], (x) => ops.linear(x, {width: 3})),
    "without bias": () => network([4, 5], (x) => ops.linear(x, {width: 3, bias: false}))
  },
  batchNorm: {
    map: () => map((x) => ops.batchNorm(x)),
    features: () => network([5], (x) => ops.batchNorm(x, {epsilon: 1e-3, momentum: 0.2}))
  },
  layerNorm: {
    map: () => map((x) => ops.layerNorm(x)),
    tokens: () => network([4, 5], (x) => ops.layerNorm(x, {epsilon: 1e-6})),
    features: () => network([5], (x) => ops.layerNorm(x))
  },
  groupNorm: {
    one: () => map((x) => ops.groupNorm(x)),
    two: () => map((x) => ops.groupNorm(x, {groups: 2, epsilon: 1e-3}))
  },
  gelu: {map: () => map((x) => ops.gelu(x)), features: () => network([5], (x) => ops.gelu(x))},
  relu: {map: () => map((x) => ops.relu(x))},
  relu6: {map: () => map((x) => ops.relu6(ops.scale(x, {initial: 4})))},
  sigmoid: {tokens: () => network([4, 5], (x) => ops.sigmoid(x))},
  silu: {map: () => map((x) => ops.silu(x))},
  hardSwish: {map: () => map((x) => ops.hardSwish(x))},
  hardSigmoid: {map: () => map((x) => ops.hardSigmoid(x))},
  leakyRelu: {map: () => map((x) => ops.leakyRelu(x)), "a slope": () => map((x) => ops.leakyRelu(x, {slope: 0.2}))},
  dropout: {map: () => map((x) => ops.dropout(x, {rate: 0.5})), none: () => map((x) => ops.dropout(x, {rate: 0}))},
  add: {
    two: () => twice((a, b) => ops.add(a, b)),
    three: () => twice((a, b) => ops.add([a, b, a])),
    "the same twice": () => map((x) => ops.add(x, x))
  },
  subtract: {two: () => twice((a, b) => ops.subtract(a, b))},
  multiply: {
    two: () => twice((a, b) => ops.multiply(a, b)),
    "a gate": () => map((x) => ops.multiply(x, ops.sigmoid(ops.globalAveragePool(x))))
  },
  concat: {
    maps: () => twice((a, b) => ops.concat([a, ops.slice(b, {to: 3})])),
    tokens: () => network([4, 5], (x) => ops.concat([x, ops.relu(x)])),
    features: () => network([5], (x) => ops.concat([x, x, ops.relu(x)]))
  },
  slice: {
    map: () => map((x) => ops.slice(x, {from: 1, to: 3})),
    tokens: () => network([4, 5], (x) => ops.slice(x, {from: 2, to: 5})),
    features: () => network([5], (x) => ops.slice(x, {to: 2}))
  },
  dwt: wavelets,
  idwt: inverses,
  fixedFilters: {
    patches: () => map((x) => ops.fixedFilters(x)),
    "a larger window": () => map((x) => ops.fixedFilters(x, {kernel: [3, 2], stride: 1}))
  },
  maxPool: {
    patches: () => map((x) => ops.maxPool(x, {kernel: 2})),
    overlapping: () => map((x) => ops.maxPool(x, {kernel: 3, stride: 2, padding: 1}))
  },
  avgPool: {
    patches: () => map((x) => ops.avgPool(x, {kernel: 2})),
    "border without padding": () => map((x) => ops.avgPool(x, {kernel: 3, stride: 1, padding: 1}))
  },
  globalAveragePool: {map: () => map((x) => ops.globalAveragePool(x))},
  globalMaxPool: {map: () => map((x) => ops.globalMaxPool(x))},
  edgeFeatures: {points: () => map((x) => ops.edgeFeatures(x, {neighbours: 3}), [3, 7, 1])},
  resize: {
    "nearest, twice": () => map((x) => ops.resize(x, {size: [12, 16]})),
    "nearest, uneven": () => map((x) => ops.resize(x, {size: [9, 5]})),
    "bilinear, twice": () => map((x) => ops.resize(x, {size: [12, 16], method: "bilinear"})),
    "bilinear, smaller": () => map((x) => ops.resize(x, {size: [4, 3], method: "bilinear"})),
    "bilinear, corners aligned": () => map((x) => ops.resize(x, {size: [11, 5], method: "bilinear", aligned: true})),
    "bilinear, corners aligned, of one row": () =>
      map((x) => ops.resize(x, {size: [1, 3], method: "bilinear", aligned: true}), [4, 1, 1])
  },
  pixelShuffle: {map: () => map((x) => ops.pixelShuffle(x, {factor: 2}), [12, 3, 5])},
  pixelUnshuffle: {map: () => map((x) => ops.pixelUnshuffle(x, {factor: 2}))},
  flatten: {map: () => map((x) => ops.flatten(x))},
  tokens: {map: () => map((x) => ops.tokens(x))},
  untokens: {tokens: () => network([6, 5], (x) => ops.untokens(x, {height: 2, width: 3}))},
  transpose: {tokens: () => network([4, 5], (x) => ops.transpose(x))},
  reshape: {
    "to tokens": () => map((x) => ops.reshape(x, {shape: [8, 24]})),
    "to a map": () => network([24], (x) => ops.reshape(x, {shape: [2, 3, 4]}))
  },
  dft: {map: () => map((x) => ops.dft(x)), odd: () => map((x) => ops.dft(x), [2, 5, 7])},
  crossCovariance: {
    "two heads": () => network([7, 18], (x) => ops.crossCovariance(x, {heads: 2, name: "xca.temperature"})),
    "one head": () => network([5, 12], (x) => ops.crossCovariance(x, {heads: 1}))
  },
  mixChannels: {
    "two heads": () => network([7, 18], (x) => ops.mixChannels(ops.crossCovariance(x, {heads: 2}), x))
  },
  tokenAttention: {
    "two heads": () => network([7, 18], (x) => ops.tokenAttention(x, {heads: 2})),
    "one head": () => network([5, 12], (x) => ops.tokenAttention(x, {heads: 1}))
  },
  mixTokens: {"two heads": () => network([7, 18], (x) => ops.mixTokens(ops.tokenAttention(x, {heads: 2}), x))},
  scale: {
    map: () => map((x) => ops.scale(x)),
    tokens: () => network([4, 5], (x) => ops.scale(x, {initial: 1e-6, name: "gamma"})),
    features: () => network([5], (x) => ops.scale(x))
  },
  dropPath: {map: () => map((x) => ops.dropPath(x, {rate: 0.5})), none: () => map((x) => ops.dropPath(x, {rate: 0}))},
  fourierPositions: {
    map: () => map((x) => ops.fourierPositions(x)),
    short: () => map((x) => ops.fourierPositions(x, {hidden: 6, temperature: 100}), [2, 3, 5])
  },
  positionEmbedding: {tokens: () => network([4, 5], (x) => ops.positionEmbedding(x))},
  classToken: {tokens: () => network([4, 5], (x) => ops.classToken(x))},
  pickToken: {
    first: () => network([4, 5], (x) => ops.pickToken(x)),
    another: () => network([4, 5], (x) => ops.pickToken(x, {index: 2}))
  }
};

/** All samples as [title, op, make]. */
export const sampleList = Object.entries(samples).flatMap(([op, variants]) =>
  Object.entries(variants).map(([title, make]) => [`${op}: ${title}`, op as OpName, make] as const)
);
