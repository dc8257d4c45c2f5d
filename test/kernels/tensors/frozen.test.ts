import {tensor} from "@tensorflow/tfjs-core";
import {beforeAll, expect, test} from "vitest";
import {freeze} from "../../../kernels/graph/surgery/index.ts";
import {network} from "../../../kernels/graph/trace.ts";
import {chooseBackend} from "../../../kernels/tensors/backend.ts";
import {execute} from "../../../kernels/tensors/execute.ts";
import {loadParameters} from "../../../kernels/tensors/weights.ts";
import {ops} from "../library.ts";
import {difference, roughWeights, valuesOf} from "../values.ts";

const net = network([2, 6, 6], (x) => {
  x = ops.relu(ops.batchNorm(ops.conv(x, {width: 4, kernel: 3, name: "conv"}), {name: "norm"}));
  return ops.linear(ops.globalAveragePool(x), {width: 3, name: "head"});
});
const run = async (of: typeof net, training: boolean) => {
  const parameters = loadParameters(of, roughWeights(of));
  const {outputs, statistics} = execute(of, parameters, tensor(valuesOf("x", [3, 6, 6, 2]), [3, 6, 6, 2]), {training});
  return {values: await outputs[0].data(), statistics, parameters};
};

beforeAll(() => chooseBackend("cpu", {wasmPath: {}}));

test("a frozen batch norm goes by its running statistics in training, with the bias before it", async () => {
  const {values, statistics} = await run(freeze(net, ["conv", "norm"]), true);
  expect(difference(values, (await run(net, false)).values)).toBe(0);
  expect(difference(values, (await run(net, true)).values)).toBeGreaterThan(1e-3);
  expect(statistics.size).toBe(0);
});

test("frozen parameters are no variables", async () => {
  const {parameters} = await run(freeze(net, "conv"), true);
  expect([...parameters.variables.keys()]).toEqual(["norm.weight", "norm.bias", "head.weight", "head.bias"]);
});
