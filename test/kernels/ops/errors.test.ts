import {describe, expect, test} from "vitest";
import {NetworkError} from "../../../kernels/graph/errors.ts";
import {network, type Value} from "../../../kernels/graph/trace.ts";
import * as ops from "../../../kernels/ops/index.ts";
import type {OpName} from "../../../kernels/ops/index.ts";

type Refused = readonly (readonly [shape: readonly number[], body: (x: Value) => Value, message: string])[];

const map = [4, 6, 8];
const features = [5];
const tokens = [6, 5];
const pooled = (x: Value) => ops.globalAveragePool(x);

/** For each op what it refuses, and in which words. An op without an entry does not compile. */
const refused: Readonly<Record<OpName, Refused>> = {
  conv: [
    [
      features,
      (x) => ops.conv(x, {width: 4, kernel: 3}),
      "invalid input of conv: 5; expected a feature map [c, h, w] (conv.0)"
    ],
    [
      map,
      (x) => ops.conv(x, {width: 4, kernel: 7}),
      "invalid kernel of conv: 7; spans 7, but height 6 with padding 0 is 6 (conv.0)"
    ],
    [
      map,
      (x) => ops.conv(x, {width: 4, kernel: [3, 5], dilation: [1, 2]}),
      "invalid kernel of conv: 5; spans 9, but width 8 with padding 0 is 8 (conv.0)"
    ],
    [
      map,
      (x) => ops.conv(x, {width: 6, kernel: 3, groups: 4}),
      "invalid groups: 4; must divide the 4 input and 6 output channels (conv.0)"
    ],
    [map, (x) => ops.conv(x, {width: 0, kernel: 3}), "invalid width: 0; expected an integer of at least 1 (conv.0)"],
    [
      map,
      (x) => ops.conv(x, {width: 4, kernel: NaN}),
      "invalid kernel: NaN; expected an integer of at least 1 (conv.0)"
    ],
    [
      map,
      (x) => ops.conv(x, {width: 4, kernel: [3] as never}),
      "invalid kernel: [3]; expected an integer or [height, width] (conv.0)"
    ],
    [
      map,
      (x) => ops.conv(x, {width: 4} as never),
      "invalid kernel: undefined; expected an integer or [height, width] (conv.0)"
    ],
    [
      map,
      (x) => ops.conv(x, {width: 4, kernel: 3, padding: "same" as never}),
      "invalid padding: same; expected an integer or [height, width] (conv.0)"
    ],
    [
      map,
      (x) => ops.conv(x, {width: 4, kernel: 3, strides: 2} as never),
      "unknown option: strides; did you mean stride? (conv.0)"
    ],
    [
      map,
      (x) => ops.conv(x, {width: 4, kernel: 3, bias: 1 as never}),
      "invalid bias: 1; expected true or false (conv.0)"
    ]
  ],
  convTranspose: [
    [
      tokens,
      (x) => ops.convTranspose(x, {width: 4, kernel: 4}),
      "invalid input of convTranspose: 6×5; expected a feature map [c, h, w]"
    ],
    [
      [4, 1, 8],
      (x) => ops.convTranspose(x, {width: 4, kernel: 2, padding: 1}),
      "invalid padding of convTranspose: 1; cuts 2 of 2 pixels"
    ],
    [
      map,
      (x) => ops.convTranspose(x, {width: 3, kernel: 2, groups: 2}),
      "invalid groups: 2; must divide the 4 input and 3 output channels"
    ],
    [
      map,
      (x) => {
        const down = ops.conv(x, {width: 2, kernel: 1, bias: false, name: "down"});
        return ops.convTranspose(down, {width: 4, kernel: 1, bias: false, weightsOf: down});
      },
      "cannot share the weights of down: it is a conv, and convTranspose would train them"
    ]
  ],
  maskedConv: [
    [map, (x) => ops.maskedConv(x, {width: 2, seen: 5}), "invalid seen: 5; there are 4 channels"],
    [map, (x) => ops.maskedConv(x, {width: 2} as never), "invalid seen: undefined; expected an integer of at least 1"]
  ],
  linear: [
    [
      map,
      (x) => ops.linear(x, {width: 3}),
      "invalid input of linear: 4×6×8; expected [c] or [t, c]; use conv with kernel 1, globalAveragePool or flatten on a map"
    ],
    [features, (x) => ops.linear(x, {width: 2.5}), "invalid width: 2.5; expected an integer of at least 1"]
  ],
  batchNorm: [
    [tokens, (x) => ops.batchNorm(x), "invalid input of batchNorm: 6×5; expected [c, h, w] or [c]"],
    [map, (x) => ops.batchNorm(x, {epsilon: 0}), "invalid epsilon: 0; expected a number above 0"],
    [map, (x) => ops.batchNorm(x, {momentum: 1}), "invalid momentum: 1; expected a number of at least 0 and below 1"]
  ],
  layerNorm: [[map, (x) => ops.layerNorm(x, {epsilon: -1}), "invalid epsilon: -1; expected a number above 0"]],
  groupNorm: [
    [map, (x) => ops.groupNorm(x, {groups: 3}), "invalid groups: 3; must divide the 4 channels"],
    [features, (x) => ops.groupNorm(x), "invalid input of groupNorm: 5; expected a feature map [c, h, w]"]
  ],
  gelu: [[map, (x) => ops.gelu(x, {approximate: "tanh"} as never), "unknown option: approximate; gelu takes none"]],
  relu: [[map, (x) => ops.relu(x, {max: 6} as never), "unknown option: max; relu takes none"]],
  relu6: [[map, (x) => ops.relu6(x, {max: 6} as never), "unknown option: max; relu6 takes none"]],
  sigmoid: [[map, (x) => ops.sigmoid(x, {hard: true} as never), "unknown option: hard; sigmoid takes none"]],
  silu: [[map, (x) => ops.silu(x, {beta: 1} as never), "unknown option: beta; silu takes none"]],
  hardSwish: [[map, (x) => ops.hardSwish(x, {beta: 1} as never), "unknown option: beta; hardSwish takes none"]],
  hardSigmoid: [
    [map, (x) => ops.hardSigmoid(x, {alpha: 0.2} as never), "unknown option: alpha; hardSigmoid takes none"]
  ],
  leakyRelu: [
    [map, (x) => ops.leakyRelu(x, {slope: 1}), "invalid slope: 1; expected a number of at least 0 and below 1"]
  ],
  dropout: [
    [map, (x) => ops.dropout(x, {rate: 1}), "invalid rate: 1; expected a number of at least 0 and below 1"],
    [map, (x) => ops.dropout(x, {} as never), "invalid rate: undefined; expected a number of at least 0 and below 1"]
  ],
  add: [
    [map, (x) => ops.add(x, pooled(x)), "shape mismatch in add: 4×6×8 and 4 (add.0)"],
    [map, (x) => ops.add(x, undefined as never), "invalid inputs of add: 1; expected at least 2"]
  ],
  subtract: [[map, (x) => ops.subtract(x, ops.slice(x, {to: 2})), "shape mismatch in subtract: 4×6×8 and 2×6×8"]],
  multiply: [
    [
      map,
      (x) => ops.multiply(x, pooled(ops.slice(x, {to: 2}))),
      "shape mismatch in multiply: 4×6×8 and 2; expected equal shapes, or [c, h, w] and [c]"
    ],
    [tokens, (x) => ops.multiply(x, ops.transpose(x)), "shape mismatch in multiply: 6×5 and 5×6"]
  ],
  concat: [
    [
      map,
      (x) => ops.concat([x, ops.maxPool(x, {kernel: 2})]),
      "shape mismatch in concat: 4×6×8 and 4×3×4; only channels may differ"
    ],
    [map, (x) => ops.concat([x, ops.tokens(x)]), "shape mismatch in concat: 4×6×8 and 48×4; only channels may differ"]
  ],
  slice: [
    [map, (x) => ops.slice(x, {from: 2, to: 5}), "invalid slice: 2 to 5; there are 4 channels"],
    [map, (x) => ops.slice(x, {from: 2, to: 2}), "invalid to: 2; expected an integer of at least 3"]
  ],
  dwt: [
    [map, (x) => ops.dwt(x, {wavelet: "haer"}), "unknown wavelet: haer; did you mean haar? (dwt.0)"],
    [map, (x) => ops.dwt(x, {padding: "symetric" as never}), "unknown padding: symetric; did you mean symmetric?"],
    [features, (x) => ops.dwt(x), "invalid input of dwt: 5; expected a feature map [c, h, w]"]
  ],
  idwt: [
    [[6, 4, 4], (x) => ops.idwt(x), "invalid channels of idwt: 6; expected a multiple of 4, one for each band"],
    [map, (x) => ops.idwt(x, {outHeight: 13}), "invalid outHeight: 13; 6 coefficients give 12"],
    [map, (x) => ops.idwt(x, {wavelet: "db8"}), "invalid input of idwt: 6 coefficients; db8 needs at least 8"]
  ],
  fixedFilters: [
    [
      [4, 1, 8],
      (x) => ops.fixedFilters(x),
      "invalid kernel of fixedFilters: 2; spans 2, but height 1 with padding 0 is 1"
    ]
  ],
  maxPool: [
    [map, (x) => ops.maxPool(x, {kernel: 2, padding: 2}), "invalid padding of maxPool: 2; at most half the kernel 2"],
    [map, (x) => ops.maxPool(x, {kernel: 7}), "invalid kernel of maxPool: 7; spans 7, but height 6 with padding 0 is 6"]
  ],
  avgPool: [
    [map, (x) => ops.avgPool(x, {} as never), "invalid kernel: undefined; expected an integer or [height, width]"]
  ],
  globalAveragePool: [
    [
      tokens,
      (x) => ops.globalAveragePool(x),
      "invalid input of globalAveragePool: 6×5; expected a feature map [c, h, w]"
    ]
  ],
  globalMaxPool: [
    [tokens, (x) => ops.globalMaxPool(x), "invalid input of globalMaxPool: 6×5; expected a feature map [c, h, w]"]
  ],
  edgeFeatures: [
    [
      map,
      (x) => ops.edgeFeatures(x, {neighbours: 2}),
      "invalid input of edgeFeatures: 4×6×8; expected points [c, n, 1]"
    ],
    [[3, 5, 1], (x) => ops.edgeFeatures(x, {neighbours: 6}), "invalid neighbours: 6; there are 5 points"]
  ],
  resize: [
    [
      map,
      (x) => ops.resize(x, {size: 4, aligned: true}),
      "invalid aligned: true; only bilinear knows corners, and the method is nearest"
    ],
    [map, (x) => ops.resize(x, {size: [0, 4]}), "invalid size: 0; expected an integer of at least 1"],
    [
      map,
      (x) => ops.resize(x, {size: 4, method: "bicubic" as never}),
      "unknown method: bicubic; expected nearest, bilinear"
    ]
  ],
  pixelShuffle: [
    [[6, 2, 2], (x) => ops.pixelShuffle(x, {factor: 2}), "invalid factor: 2; 6 channels are not divisible by 4"]
  ],
  pixelUnshuffle: [
    [[1, 5, 4], (x) => ops.pixelUnshuffle(x, {factor: 2}), "invalid factor: 2; 5×4 is not divisible by 2"]
  ],
  flatten: [[map, (x) => ops.flatten(x, {axis: 1} as never), "unknown option: axis; flatten takes none"]],
  tokens: [[tokens, (x) => ops.tokens(x), "invalid input of tokens: 6×5; expected a feature map [c, h, w]"]],
  untokens: [
    [tokens, (x) => ops.untokens(x, {height: 2, width: 4}), "invalid size: 2×4; there are 6 tokens"],
    [map, (x) => ops.untokens(x, {height: 2, width: 3}), "invalid input of untokens: 4×6×8; expected tokens [t, c]"]
  ],
  transpose: [[map, (x) => ops.transpose(x), "invalid input of transpose: 4×6×8; expected tokens [t, c]"]],
  reshape: [
    [tokens, (x) => ops.reshape(x, {shape: [7, 4]}), "invalid shape: 7×4 has 28 elements; 6×5 has 30"],
    [tokens, (x) => ops.reshape(x, {shape: [1, 2, 3, 5]}), "invalid shape: 1×2×3×5; expected one to three axes"]
  ],
  dft: [[features, (x) => ops.dft(x), "invalid input of dft: 5; expected a feature map [c, h, w]"]],
  crossCovariance: [
    [
      tokens,
      (x) => ops.crossCovariance(x, {heads: 1}),
      "invalid input of crossCovariance: 6×5; expected queries, keys and values [t, 3c] (crossCovariance.0)"
    ],
    [
      [7, 30],
      (x) => ops.crossCovariance(x, {heads: 4, name: "xca.temperature"}),
      "invalid heads of crossCovariance: 4; must divide the 10 channels (xca.temperature)"
    ]
  ],
  mixChannels: [
    [
      [7, 30],
      (x) => ops.mixChannels(x, x),
      "shape mismatch in mixChannels: 7×30 and 7×30; expected a map [c, d] and [t, 3c] (mixChannels.0)"
    ]
  ],
  tokenAttention: [
    [
      map,
      (x) => ops.tokenAttention(x, {heads: 1}),
      "invalid input of tokenAttention: 4×6×8; expected queries, keys and values [t, 3c] (tokenAttention.0)"
    ],
    [
      [7, 30],
      (x) => ops.tokenAttention(x, {heads: 0}),
      "invalid heads: 0; expected an integer of at least 1 (tokenAttention.0)"
    ]
  ],
  mixTokens: [
    [
      [7, 30],
      (x) => ops.mixTokens(x, x),
      "shape mismatch in mixTokens: 7×30 and 7×30; expected maps [heads·t, t] and [t, 3c] (mixTokens.0)"
    ]
  ],
  scale: [
    [map, (x) => ops.scale(x, {initial: NaN}), "invalid initial: NaN; expected a finite number (scale.0)"],
    [map, (x) => ops.scale(x, {inital: 1} as object), "unknown option: inital; did you mean initial? (scale.0)"]
  ],
  dropPath: [
    [
      map,
      (x) => ops.dropPath(x, {rate: 1}),
      "invalid rate: 1; expected a number of at least 0 and below 1 (dropPath.0)"
    ]
  ],
  fourierPositions: [
    [
      tokens,
      (x) => ops.fourierPositions(x),
      "invalid input of fourierPositions: 6×5; expected a feature map [c, h, w] (fourierPositions.0)"
    ],
    [
      map,
      (x) => ops.fourierPositions(x, {hidden: 5}),
      "invalid hidden: 5; sines and cosines need an even number (fourierPositions.0)"
    ]
  ],
  positionEmbedding: [
    [
      map,
      (x) => ops.positionEmbedding(x),
      "invalid input of positionEmbedding: 4×6×8; expected tokens [t, c] (positionEmbedding.0)"
    ]
  ],
  classToken: [
    [map, (x) => ops.classToken(x), "invalid input of classToken: 4×6×8; expected tokens [t, c] (classToken.0)"],
    [tokens, (x) => ops.classToken(x, {deviation: 0}), "invalid deviation: 0; expected a number above 0"]
  ],
  pickToken: [
    [map, (x) => ops.pickToken(x), "invalid input of pickToken: 4×6×8; expected tokens [t, c] (pickToken.0)"],
    [tokens, (x) => ops.pickToken(x, {index: 6}), "invalid index: 6; there are 6 tokens (pickToken.0)"]
  ]
};

describe.each(Object.entries(refused))("%s refuses", (_, cases) => {
  test.each(cases)("on %j, in the words: %#", (shape, body, message) => {
    let thrown: unknown;
    try {
      network(shape, body);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(NetworkError);
    expect((thrown as NetworkError).message).toContain(message);
    expect((thrown as NetworkError).path).not.toBe("");
  });
});
