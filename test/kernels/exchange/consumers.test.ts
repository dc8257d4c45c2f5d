import {describe, expect, test} from "vitest";
import {writeOnnx} from "../../../kernels/exchange/onnx/write.ts";
import {size} from "../../../kernels/graph/shape.ts";
import {sampleList} from "../ops/samples.ts";
import {difference, roughWeights, valuesOf} from "../values.ts";
import {runOnnx} from "./onnxRuntime.ts";
import {hasTorch, runTorch} from "./torch.ts";

const batch = 2;
const cases = sampleList.map(([title, , make]) => {
  const network = make();
  const shape = [batch, ...network.inputs[0].shape];
  return {title, network, weights: roughWeights(network), shape, input: valuesOf(title, shape), batch};
});

describe.skipIf(!hasTorch)("torch runs the exported source, ONNX Runtime the exported graph, to one result", () => {
  const results = hasTorch ? runTorch(cases) : [];
  test.each(cases.map((one, i) => [one.title, one, i] as const))("%s", async (_, one, i) => {
    const {network, weights, shape, input} = one;
    const expected = [batch, ...network.outputs[0].shape];
    const torch = results[i];
    const onnx = (await runOnnx(writeOnnx(network, weights), shape, input)).get("output")!;
    expect(torch.shape).toEqual(expected);
    expect(onnx.shape).toEqual(expected);
    expect(onnx.values).toHaveLength(size(expected));
    expect(difference(onnx.values, torch.values)).toBeLessThan(2e-6);
  });
});
