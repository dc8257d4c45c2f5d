import {beforeAll, describe, expect, test} from "vitest";
import type {Network} from "../../../kernels/graph/network.ts";
import {createRandom, type Random} from "../../../kernels/graph/random.ts";
import {network, type Value} from "../../../kernels/graph/trace.ts";
import {receptiveField} from "../../../kernels/insight/field.ts";
import {startInNode} from "../tensors/startInNode.ts";
import type {OpName} from "../../../kernels/ops/index.ts";
import {blocks, ops} from "../library.ts";
import {supportOf} from "./supportOf.ts";

type Step = (x: Value, random: Random) => Value;

/** Whether another step may halve or double the map's sides. */
const halves = ({shape: [, height, width]}: Value) => height >= 8 && width >= 8 && height % 2 === 0 && width % 2 === 0;
const doubles = ({shape: [, height]}: Value) => height < 16;

/** The map's channels scaled by numbers that are made of all of it. */
const gated = (x: Value, features: Value) => ops.multiply(x, ops.sigmoid(ops.linear(features, {width: 4})));

/** A step of each op, and of a block, that keeps a map of 4 channels and at least 4×4 units. */
const steps: Readonly<Record<OpName | "waveMix", Step>> = {
  conv: (x, random) => {
    const kernel = 1 + random.integer(4);
    const dilation = kernel === 3 ? 1 + random.integer(2) : 1;
    const stride = kernel === 3 && dilation === 1 && halves(x) ? 2 : 1;
    const padding = dilation === 2 ? 2 : random.integer(kernel);
    return ops.conv(x, {width: 4, kernel, stride, padding, dilation, groups: random.integer(2) ? 4 : 1});
  },
  convTranspose: (x) => (doubles(x) ? ops.convTranspose(x, {width: 4, kernel: 4, stride: 2, padding: 1}) : x),
  maskedConv: (x) => ops.maskedConv(x, {width: 4, seen: 4}),
  linear: (x) => onTokens(x, (t) => ops.linear(t, {width: 4})),
  batchNorm: (x) => ops.batchNorm(x),
  layerNorm: (x) => ops.layerNorm(x, {epsilon: 1e-6}),
  groupNorm: (x) => ops.groupNorm(x, {groups: 2}),
  gelu: (x) => ops.gelu(x),
  relu: (x) => ops.relu(x),
  relu6: (x) => ops.relu6(x),
  sigmoid: (x) => ops.sigmoid(x),
  hardSwish: (x) => ops.hardSwish(x),
  dropout: (x) => ops.dropout(x, {rate: 0.5}),
  add: (x) => ops.add(x, ops.conv(x, {width: 4, kernel: [1, 5], padding: [0, 2]})),
  subtract: (x) => ops.subtract(x, ops.conv(x, {width: 4, kernel: [3, 1], padding: [1, 0]})),
  multiply: (x) => ops.multiply(x, ops.sigmoid(ops.conv(x, {width: 4, kernel: 3, padding: 1}))),
  concat: (x) => ops.concat([ops.slice(x, {from: 0, to: 2}), ops.slice(ops.gelu(x), {from: 2, to: 4})]),
  slice: (x) => ops.slice(ops.conv(x, {width: 6, kernel: 1}), {from: 1, to: 5}),
  dwt: (x, random) => {
    if (!halves(x)) return x;
    const wavelet = ["haar", "db2", "sym4"][random.integer(3)];
    const padding = (["zero", "symmetric", "reflect", "periodic", "periodization"] as const)[random.integer(5)];
    return ops.slice(ops.dwt(x, {wavelet, padding}), {from: 0, to: 4});
  },
  idwt: (x, random) => {
    if (!doubles(x)) return x;
    const bands = () => ops.idwt(x, {padding: random.integer(2) ? "zero" : "periodization"});
    return ops.concat([bands(), bands(), bands(), bands()]);
  },
  fixedFilters: (x) => (halves(x) ? ops.slice(ops.fixedFilters(x), {from: 3, to: 7}) : x),
  maxPool: (x) => ops.maxPool(x, {kernel: 3, stride: 1, padding: 1}),
  avgPool: (x) => ops.avgPool(x, {kernel: 3, stride: 1, padding: 1}),
  globalAveragePool: (x) => gated(x, ops.globalAveragePool(x)),
  resize: (x, random) =>
    ops.resize(x, {
      size: [x.shape[1] + random.integer(4), x.shape[2] + 1],
      method: random.integer(2) ? "bilinear" : "nearest"
    }),
  pixelShuffle: (x) => (doubles(x) ? ops.pixelShuffle(ops.conv(x, {width: 16, kernel: 1}), {factor: 2}) : x),
  pixelUnshuffle: (x) => (halves(x) ? ops.conv(ops.pixelUnshuffle(x, {factor: 2}), {width: 4, kernel: 1}) : x),
  flatten: (x) => gated(x, ops.flatten(x)),
  tokens: (x) => onTokens(x, (t) => ops.layerNorm(t, {epsilon: 1e-6})),
  untokens: (x) => onTokens(x, (t) => ops.gelu(t)),
  transpose: (x) => onTokens(x, (t) => ops.transpose(ops.linear(ops.transpose(t), {width: x.shape[1] * x.shape[2]}))),
  reshape: (x) => gated(x, ops.reshape(x, {shape: [x.shape.reduce((a, b) => a * b)]})),
  dft: (x) => ops.dft(ops.gelu(x)), // twice in a row would be the even part of the map
  hardSigmoid: (x) => ops.hardSigmoid(x),
  leakyRelu: (x) => ops.leakyRelu(x),
  globalMaxPool: (x) => gated(x, ops.globalMaxPool(x)),
  edgeFeatures: (x) => {
    const points = ops.reshape(x, {shape: [4, x.shape[1] * x.shape[2], 1]});
    const edges = ops.conv(ops.edgeFeatures(points, {neighbours: 3}), {width: 4, kernel: 1});
    return ops.reshape(ops.maxPool(edges, {kernel: [1, 3], stride: 1}), {shape: x.shape});
  },
  silu: (x) => ops.silu(x),
  scale: (x) => ops.scale(x),
  dropPath: (x) => ops.dropPath(x, {rate: 0.5}),
  crossCovariance: (x) => channelAttention(x),
  mixChannels: (x) => channelAttention(x),
  tokenAttention: (x) => tokenAttention(x),
  mixTokens: (x) => tokenAttention(x),
  fourierPositions: (x) =>
    ops.add(x, ops.conv(ops.fourierPositions(x, {hidden: 4}), {width: 4, kernel: 3, padding: 1})),
  positionEmbedding: (x) => onTokens(x, (t) => ops.positionEmbedding(t)),
  classToken: (x) => tokenGate(x),
  pickToken: (x) => tokenGate(x),
  waveMix: (x) => (x.shape[1] % 2 || x.shape[2] % 2 ? x : blocks.waveMix(x))
};

/** Attention across channels, and across tokens, with a mixing of what they give. */
const channelAttention = (x: Value) => attend(x, (qkv) => ops.mixChannels(ops.crossCovariance(qkv, {heads: 2}), qkv));
const tokenAttention = (x: Value) => attend(x, (qkv) => ops.mixTokens(ops.tokenAttention(qkv, {heads: 2}), qkv));

/** A class token gathers the map by attention; what it has then scales the channels. */
function tokenGate(x: Value): Value {
  const qkv = ops.linear(ops.classToken(ops.tokens(x)), {width: 12});
  return gated(x, ops.pickToken(ops.mixTokens(ops.tokenAttention(qkv, {heads: 2}), qkv)));
}

function attend(x: Value, mix: (qkv: Value) => Value): Value {
  return onTokens(x, (t) => mix(ops.linear(t, {width: 12})));
}

/** Ops that may shut units off: the gradient is what the weights and the input of the moment leave of the field. */
const shutting: ReadonlySet<string> = new Set([
  "relu",
  "relu6",
  "hardSwish",
  "hardSigmoid",
  "maxPool",
  "globalMaxPool",
  "edgeFeatures"
]);

function onTokens(x: Value, body: (tokens: Value) => Value): Value {
  const [, height, width] = x.shape;
  return ops.untokens(body(ops.tokens(x)), {height, width});
}

/** Four steps, the first of them this seed's own, so that all come up. */
function randomNetwork(seed: number): Network {
  const random = createRandom(seed, "networks");
  const names = Object.keys(steps) as (keyof typeof steps)[];
  return network([4, 12 + random.integer(5), 12 + random.integer(6)], (x) => {
    // one filter over all channels first, so that every channel of the input counts
    x = ops.conv(x, {width: 4, kernel: 1});
    for (let i = 0; i < 4; ++i) x = steps[names[i ? random.integer(names.length) : seed % names.length]](x, random);
    return x;
  });
}

describe("the theoretical field is the box around the support of the input's gradient", () => {
  beforeAll(async () => {
    await startInNode("wasm");
  });

  test.each(Array.from({length: 200}, (_, seed) => [seed]))("in random network %i", async (seed) => {
    const net = randomNetwork(seed);
    const [, height, width] = net.outputs[0].shape;
    const {rows, columns} = receptiveField(net, net.outputs[0].path);
    const random = createRandom(seed, "units");
    const names = net.nodes.map(({op}) => op.name);
    for (const [row, column] of [
      [0, 0],
      [height - 1, width - 1],
      [random.integer(height), random.integer(width)]
    ]) {
      const expected = [rows[row], columns[column]].map(({from, to}) => (from > to ? [] : [from, to]));
      // a unit that reads nothing along one axis reads nothing at all
      const box = expected.some((axis) => axis.length === 0) ? [[], []] : expected;
      const measured = await supportOf(net, row, column);
      const unit = `unit ${row}, ${column} of ${names.join()}`;
      if (!names.some((name) => shutting.has(name))) expect(measured, unit).toEqual(box);
      else
        for (const [axis, [from, to]] of measured.entries()) {
          if (from === undefined) continue;
          expect(from, unit).toBeGreaterThanOrEqual(box[axis][0]);
          expect(to, unit).toBeLessThanOrEqual(box[axis][1]);
        }
    }
  });

  test.each([1, 2, 3])("in blocks of %i levels, at every phase", async (levels) => {
    const net = network([8, 32, 32], (x) => blocks.waveMix(x, {levels, name: "block"}));
    const {rows} = receptiveField(net, "block");
    for (let row = 12; row < 12 + 2 ** levels; ++row) {
      const [measured] = await supportOf(net, row, 16);
      expect(measured).toEqual([rows[row].from, rows[row].to]);
    }
  });
});
