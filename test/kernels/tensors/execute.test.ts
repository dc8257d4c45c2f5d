import {beforeAll, expect, test} from "vitest";
import {dispose, memory, ones, tensor, type Tensor} from "@tensorflow/tfjs-core";
import {initialWeights} from "../../../kernels/graph/initialise.ts";
import {createRandom} from "../../../kernels/graph/random.ts";
import {network} from "../../../kernels/graph/trace.ts";
import * as ops from "../../../kernels/ops/index.ts";
import {execute} from "../../../kernels/tensors/execute.ts";
import {
  disposeParameters,
  inTorchLayout,
  loadParameters,
  readParameters,
  updateStatistics
} from "../../../kernels/tensors/weights.ts";
import {startInNode} from "./startInNode.ts";

beforeAll(() => startInNode("cpu"));

const net = network([2, 6, 4], (x) => {
  x = ops.batchNorm(ops.conv(x, {width: 6, kernel: 3, padding: 1}), {momentum: 0.25});
  x = ops.conv(ops.gelu(x), {width: 6, kernel: 3, padding: 1, groups: 6});
  x = ops.convTranspose(ops.conv(x, {width: 3, kernel: 1}), {width: 2, kernel: 4, stride: 2, padding: 1});
  return ops.linear(ops.globalAveragePool(ops.dropout(x, {rate: 0.5})), {width: 3});
});
const weights = initialWeights(net, 7);

function input(): Tensor {
  const random = createRandom(7, "input");
  return tensor(
    Float32Array.from({length: 3 * 6 * 4 * 2}, () => random.normal()),
    [3, 6, 4, 2],
    "float32"
  );
}

test("weights that were loaded come back as they were", async () => {
  const parameters = loadParameters(net, weights);
  expect(await readParameters(parameters)).toEqual(weights);
  disposeParameters(parameters);
});

test("a gradient is told in PyTorch's layout", () => {
  const parameters = loadParameters(net, weights);
  // [kh, kw, i, o] with i·10 + o as values, wanted as [o, i, kh, kw]
  const values = Float32Array.from({length: 9 * 2 * 6}, (_, n) => 10 * (Math.floor(n / 6) % 2) + (n % 6));
  const turned = inTorchLayout(parameters, "conv.0.weight", values);
  expect([...turned.slice(0, 20)]).toEqual([...new Array<number>(9).fill(0), ...new Array<number>(9).fill(10), 1, 1]);
  disposeParameters(parameters);
});

test("a bias that a norm subtracts again is in the running mean all the same", async () => {
  const parameters = loadParameters(net, weights);
  const x = input();
  const [omitted, kept] = await Promise.all(
    [new Set<string>(), new Set(["conv.0"])].map(async (taps) => {
      // a tapped node must give what it gives, so there the bias is not left out
      const {statistics} = execute(net, parameters, x, {training: true, random: createRandom(1), taps});
      return Promise.all(["running_mean", "running_var"].map((name) => statistics.get(`batchNorm.0.${name}`)!.data()));
    })
  );
  for (const [k, values] of omitted.entries())
    for (const [i, value] of values.entries()) expect(value).toBeCloseTo(kept[k][i], 6);
});

test("running statistics move by the momentum, the variance unbiased", async () => {
  const parameters = loadParameters(net, weights);
  const {statistics, taps} = execute(net, parameters, input(), {
    training: true,
    random: createRandom(1),
    taps: new Set(["conv.0"])
  });
  const map = await taps.get("conv.0")!.data<"float32">();
  const channel = map.filter((_, i) => i % 6 === 0);
  const mean = channel.reduce((sum, value) => sum + value, 0) / channel.length;
  const variance = channel.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (channel.length - 1);
  updateStatistics(parameters, statistics);
  const read = await readParameters(parameters);
  expect(Number(read.get("batchNorm.0.running_mean")!.data[0])).toBeCloseTo(0.25 * mean, 6);
  expect(Number(read.get("batchNorm.0.running_var")!.data[0])).toBeCloseTo(0.75 + 0.25 * variance, 6);
  expect(read.get("batchNorm.0.num_batches_tracked")!.data).toEqual(BigInt64Array.of(1n));
});

test("a seed gives the same dropout, another seed another", async () => {
  const parameters = loadParameters(net, weights);
  const x = input();
  const run = (seed: number) =>
    execute(net, parameters, x, {training: true, random: createRandom(seed)}).outputs[0].data();
  const [first, again, other] = await Promise.all([run(1), run(1), run(2)]);
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
});

test("nothing is left of a pass but what it gives", () => {
  const parameters = loadParameters(net, weights);
  const x = input();
  const before = memory().numTensors;
  const {outputs, taps} = execute(net, parameters, x, {taps: new Set(["gelu.0"])});
  expect(memory().numTensors - before).toBe(2);
  expect(taps.get("gelu.0")!.shape).toEqual([3, 6, 4, 6]);
  dispose([...outputs, ...taps.values()]);
  expect(memory().numTensors).toBe(before);
});

test("an input of another shape is refused with both", () => {
  const parameters = loadParameters(net, weights);
  expect(() => execute(net, parameters, ones([3, 2, 6, 4]))).toThrow(
    "shape mismatch: input 3×2×6×4, expected batch×6×4×2 (input)"
  );
});

test("dropout in training asks for its source of chance", () => {
  const parameters = loadParameters(net, weights);
  expect(() => execute(net, parameters, input(), {training: true})).toThrow(
    "missing random; dropout in training draws its masks from it (dropout.0)"
  );
});

test("one value a channel cannot be normalised by its batch", () => {
  const small = network([4], (x) => ops.batchNorm(x));
  const parameters = loadParameters(small, initialWeights(small, 1));
  expect(() => execute(small, parameters, ones([1, 4]), {training: true})).toThrow(
    "invalid batch: one value a channel; batchNorm in training needs at least two (batchNorm.0)"
  );
});

test("a missing weight is refused by its key", () => {
  const lacking = new Map(weights);
  lacking.delete("linear.0.bias");
  expect(() => loadParameters(net, lacking)).toThrow("missing weight: linear.0.bias; expected 3");
});

test("a weight of another shape is refused with both", () => {
  const wrong = new Map(weights).set("conv.1.weight", {
    shape: [6, 6, 3, 3],
    dtype: "float32",
    data: new Float32Array(324)
  });
  expect(() => loadParameters(net, wrong)).toThrow("shape mismatch: 6×6×3×3, expected 6×1×3×3 (conv.1.weight)");
});
