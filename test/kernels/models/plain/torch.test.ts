import {readFileSync} from "node:fs";
import {beforeAll, describe, expect, test} from "vitest";
import type {Network} from "../../../../kernels/graph/network.ts";
import {totalCost} from "../../../../kernels/insight/costs.ts";
import {size} from "../../../../kernels/graph/shape.ts";
import {network, type Value} from "../../../../kernels/graph/trace.ts";
import {chooseBackend} from "../../../../kernels/tensors/backend.ts";
import {compute} from "../../../reference/compute.ts";
import {blocks, models} from "../../library.ts";
import {hasTorch, runPython} from "../../training/torch.ts";
import {difference, roughWeights, valuesOf} from "../../values.ts";

const batch = 2;
const on = (shape: readonly number[], body: (x: Value) => Value) => network(shape, body);
const swish = {activation: "hardSwish", squeeze: true} as const;

/** The modules of definitions.py by their names, and the same in our blocks. */
const networks: Readonly<Record<string, Network>> = {
  ConvNeXt: on([8, 9, 7], (x) => blocks.convNeXt(x, {layerScale: 0.5, name: ""})),
  VitEncoder: on([5, 12], (x) => blocks.vitEncoder(x, {heads: 3, name: ""})),
  VisionTransformer: models.visionTransformer({
    input: [3, 8, 12],
    patch: 4,
    width: 12,
    depth: 1,
    heads: 3,
    classes: 5
  }),
  PatchEmbedding: on([3, 8, 12], (x) => blocks.patchEmbedding(x, {width: 6, patch: 4, name: ""})),
  UNet: models.uNet({input: [3, 8, 12], width: 4, depth: 2}),
  SqueezeExcite: on([16, 4, 5], (x) => blocks.squeezeExcite(x, {name: ""})),
  Basic: on([6, 8, 7], (x) => blocks.resnetBasic(x, {width: 8, stride: 2, name: ""})),
  Bottleneck: on([6, 5, 6], (x) => blocks.resnetBottleneck(x, {planes: 4, name: ""})),
  ResNet: models.resNet({input: [3, 32, 24], depths: [1, 2], width: 4, classes: 3}),
  ResNetOfBottlenecks: models.resNet({input: [3, 24, 32], depths: [1, 2], width: 4, bottleneck: true, classes: 3}),
  Inverted: on([4, 7, 6], (x) => blocks.invertedResidual(x, {hidden: 16, kernel: 5, ...swish, name: ""})),
  InvertedV2: on([4, 8, 7], (x) => blocks.invertedResidual(x, {width: 6, stride: 2, keys: "v2", name: ""})),
  ConvNeXtStem: models.convNeXt({input: [3, 16, 24], depths: [1, 1], dims: [4, 8], classes: 3})
};

const cases = Object.entries(networks).map(([name, net]) => ({
  name,
  network: net,
  weights: roughWeights(net),
  input: valuesOf(`${name}/input`, [batch, ...net.inputs[0].shape]),
  cotangent: valuesOf(`${name}/cotangent`, [batch, ...net.outputs[0].shape])
}));

interface Answer {
  readonly output: number[];
  readonly input: number[];
  readonly gradients: Record<string, number[]>;
  readonly macs: number;
}

describe.skipIf(!hasTorch)("a PyTorch module of the same definition, trained on one batch, gives what we give", () => {
  let answers: Answer[];
  beforeAll(async () => {
    await chooseBackend("cpu", {wasmPath: {}});
    const asked = cases.map(({name, network, weights, input, cotangent}) => ({
      name,
      weights: Object.fromEntries(
        [...weights]
          .filter(([, {dtype}]) => dtype === "float32")
          .map(([key, {shape, data}]) => [key, {shape, data: Array.from(data, Number)}])
      ),
      input: [...input],
      shape: [batch, ...network.inputs[0].shape],
      cotangent: [...cotangent]
    }));
    answers = runPython(readFileSync("test/kernels/models/plain/definitions.py", "utf8"), asked) as Answer[];
  });

  test.each(cases.map((one, i) => [one.name, one, i] as const))("%s", async (_, one, i) => {
    const {network, weights, input, cotangent} = one;
    const ours = await compute({network, weights, input, batch, training: true, taps: [], cotangents: [cotangent]});
    const {output, input: inputGradient, gradients, macs} = answers[i];
    expect(totalCost(network).macs).toBe(macs);
    expect(output).toHaveLength(batch * size(network.outputs[0].shape));
    expect(difference(ours.outputs[0], output)).toBeLessThan(1e-5);
    expect(difference(ours.gradients.get("input")!, inputGradient)).toBeLessThan(1e-5);
    expect(Object.keys(gradients).sort()).toEqual([...ours.gradients.keys()].filter((key) => key !== "input").sort());
    const worst = Math.max(
      ...Object.entries(gradients).map(([key, values]) => difference(ours.gradients.get(key)!, values))
    );
    expect(worst).toBeLessThan(1e-5);
  });
});
