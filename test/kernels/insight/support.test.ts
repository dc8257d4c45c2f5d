import {beforeAll, describe, expect, test} from "vitest";
import {mul, sum, tensor, type Scalar} from "@tensorflow/tfjs-core";
import type {Network} from "../../../kernels/graph/network.ts";
import {createRandom, type Random} from "../../../kernels/graph/random.ts";
import {size} from "../../../kernels/graph/shape.ts";
import {network, type Value} from "../../../kernels/graph/trace.ts";
import {receptiveField} from "../../../kernels/insight/field.ts";
import {chooseBackend} from "../../../kernels/tensors/backend.ts";
import {differentiate} from "../../../kernels/tensors/differentiate.ts";
import {execute} from "../../../kernels/tensors/execute.ts";
import {disposeParameters, loadParameters} from "../../../kernels/tensors/weights.ts";
import {blocks, ops} from "../library.ts";
import {roughWeights, valuesOf} from "../values.ts";

/** The box around all input pixels with a gradient of the unit [row, column] of the output, summed over channels. */
async function support(net: Network, row: number, column: number): Promise<[rows: number[], columns: number[]]> {
  const [c, h, w] = net.inputs[0].shape;
  const [channels, height, width] = net.outputs[0].shape;
  const x = tensor(valuesOf("input", [h, w, c]), [1, h, w, c]);
  const parameters = loadParameters(net, roughWeights(net));
  // another factor for each channel, so that no two paths cancel
  const seed = new Float32Array(size(net.outputs[0].shape));
  for (let k = 0; k < channels; ++k) seed[(row * width + column) * channels + k] = 1 + k / 7;
  const direction = tensor(seed, [1, height, width, channels]);
  const {value, gradients} = differentiate(new Map([["input", x]]), () => ({
    value: sum(mul(execute(net, parameters, x).outputs[0], direction)) as Scalar,
    extra: undefined,
    kept: []
  }));
  const gradient = await gradients.get("input")!.data();
  const seen = {rows: new Set<number>(), columns: new Set<number>()};
  gradient.forEach((slope, at) => {
    if (slope === 0) return;
    seen.rows.add(Math.floor(at / (w * c)));
    seen.columns.add(Math.floor(at / c) % w);
  });
  for (const one of [x, direction, value, ...gradients.values()]) one.dispose();
  disposeParameters(parameters);
  return [ends(seen.rows), ends(seen.columns)];
}

const ends = (positions: ReadonlySet<number>) =>
  positions.size ? [Math.min(...positions), Math.max(...positions)] : [];

type Step = (x: Value, random: Random) => Value;

/** Steps that keep a map of at least 4×4 with a multiple of 4 channels. */
const steps: Readonly<Record<string, Step>> = {
  conv: (x, random) => {
    const kernel = 1 + random.integer(4);
    return ops.conv(x, {
      width: 4,
      kernel,
      padding: random.integer(kernel),
      dilation: 1,
      groups: random.integer(2) ? 4 : 1
    });
  },
  dilated: (x) => ops.conv(x, {width: 4, kernel: 3, dilation: 2, padding: 2}),
  strided: (x) => (x.shape[1] >= 8 && x.shape[2] >= 8 ? ops.conv(x, {width: 4, kernel: 3, stride: 2, padding: 1}) : x),
  transposed: (x) => (x.shape[1] < 20 ? ops.convTranspose(x, {width: 4, kernel: 4, stride: 2, padding: 1}) : x),
  wavelet: (x, random) =>
    x.shape[1] >= 8 && x.shape[2] >= 8
      ? ops.slice(
          ops.dwt(x, {
            wavelet: ["haar", "db2", "sym4"][random.integer(3)],
            padding: (["zero", "symmetric", "reflect", "periodic", "periodization"] as const)[random.integer(5)]
          }),
          {from: 0, to: 4}
        )
      : x,
  inverse: (x, random) =>
    x.shape[1] < 20
      ? ops.concat([...Array(4).keys()].map(() => ops.idwt(x, {padding: random.integer(2) ? "zero" : "periodization"})))
      : x,
  pool: (x) => ops.avgPool(x, {kernel: 3, stride: 1, padding: 1}),
  bilinear: (x, random) => ops.resize(x, {size: [x.shape[1] + random.integer(4), x.shape[2] + 1], method: "bilinear"}),
  branches: (x) => ops.add(x, ops.conv(x, {width: 4, kernel: [1, 5], padding: [0, 2]})),
  tokens: (x) => {
    const [, height, width] = x.shape;
    return ops.untokens(ops.layerNorm(ops.linear(ops.tokens(x), {width: 4})), {height, width});
  },
  norm: (x) => ops.gelu(ops.batchNorm(x)),
  waveMix: (x) => (x.shape[1] % 2 || x.shape[2] % 2 ? x : blocks.waveMix(x))
};

function randomNetwork(seed: number): Network {
  const random = createRandom(seed, "networks");
  return network([4, 12 + random.integer(5), 12 + random.integer(6)], (x) => {
    // one filter over all channels first, so that every channel of the input counts
    x = ops.conv(x, {width: 4, kernel: 1});
    for (let i = 0; i < 4; ++i) {
      const names = Object.keys(steps);
      x = steps[names[random.integer(names.length)]](x, random);
    }
    return x;
  });
}

describe("the theoretical field is the box around the support of the input's gradient", () => {
  beforeAll(async () => {
    await chooseBackend("cpu", {wasmPath: {}});
  });

  test.each(Array.from({length: 24}, (_, seed) => [seed]))("in random network %i", async (seed) => {
    const net = randomNetwork(seed);
    const [, height, width] = net.outputs[0].shape;
    const {rows, columns} = receptiveField(net, net.outputs[0].path);
    const random = createRandom(seed, "units");
    for (const [row, column] of [
      [0, 0],
      [height - 1, width - 1],
      [random.integer(height), random.integer(width)]
    ]) {
      const expected = [rows[row], columns[column]].map(({from, to}) => (from > to ? [] : [from, to]));
      // a unit that reads nothing along one axis reads nothing at all
      const box = expected.some((axis) => axis.length === 0) ? [[], []] : expected;
      expect(
        await support(net, row, column),
        `unit ${row}, ${column} of ${net.nodes.map(({op}) => op.name).join()}`
      ).toEqual(box);
    }
  });

  test.each([1, 2, 3])("in blocks of %i levels, at every phase", async (levels) => {
    const net = network([8, 32, 32], (x) => blocks.waveMix(x, {levels, name: "block"}));
    const {rows} = receptiveField(net, "block");
    for (let row = 12; row < 12 + 2 ** levels; ++row) {
      const [measured] = await support(net, row, 16);
      expect(measured).toEqual([rows[row].from, rows[row].to]);
    }
  });
});
