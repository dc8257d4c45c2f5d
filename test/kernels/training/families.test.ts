import {describe, expect, test} from "vitest";
import {data} from "../../../kernels/data/index.ts";
import {makeBatch} from "../../../kernels/data/batch.ts";
import {permutation} from "../../../kernels/data/permutation.ts";
import {writeTorch} from "../../../kernels/exchange/torch/write.ts";
import {initialWeights} from "../../../kernels/graph/initialise.ts";
import type {Network} from "../../../kernels/graph/network.ts";
import {createRandom} from "../../../kernels/graph/random.ts";
import {biasesBeforeNorms} from "../../../kernels/tensors/omittedBias.ts";
import {adam, sgd, type Optimizer} from "../../../kernels/training/plan/optimizer.ts";
import {constant} from "../../../kernels/training/plan/schedule.ts";
import {fetchBytes} from "../data/files.ts";
import {families} from "./families.ts";
import {openInNode} from "./inNode.ts";
import {hasTorch, runPython} from "./torch.ts";

const [seed, batch] = [3, 16];
const [rate, momentum] = [0.02, 0.9];
const dataset = data.digits();

/** The losses of the first steps on a backend. */
async function lossesOf(
  backend: "cpu" | "wasm",
  net: Network,
  steps: number,
  optimizer: Optimizer = sgd({rate: constant(rate), momentum})
): Promise<readonly number[]> {
  const {session, failures, history} = await openInNode(backend, net, dataset, {epochs: 1, batch, optimizer, seed});
  for (let i = 0; i < steps; ++i) {
    await session.step();
    await session.settled();
  }
  session.dispose();
  expect(failures).toEqual([]);
  return [...history().train.loss];
}

/** Trains the exported network from the same weights and batches; the rule for the silent biases is ours, see omittedBias.ts. */
const reference = `
import json, sys, torch
import torch.nn.functional as F
torch.set_num_threads(1)
results = []
for given in json.load(sys.stdin):
    scope = {}
    exec(given["source"], scope)
    model = scope["Network"]()
    kinds = {"int64": torch.int64, "float32": torch.float32}
    model.load_state_dict({k: torch.tensor(w["data"], dtype=kinds[w["dtype"]]).reshape(w["shape"]) for k, w in given["weights"].items()})
    model.train()
    opt = torch.optim.SGD(model.parameters(), lr=given["rate"], momentum=given["momentum"])
    losses = []
    for step in given["batches"]:
        x = torch.tensor(step["images"]).reshape(-1, 1, 8, 8)
        loss = F.cross_entropy(model(x), torch.tensor(step["labels"]))
        opt.zero_grad(); loss.backward()
        for key, value in model.named_parameters():
            if key in given["silent"]: value.grad.zero_()
        opt.step()
        losses.append(loss.item())
    results.append(losses)
print(json.dumps(results))
`;

async function inTorch(nets: readonly Network[], steps: number): Promise<readonly number[][]> {
  const {train} = await dataset.load(fetchBytes);
  const order = permutation(train.count, createRandom(seed, "order/0"));
  const batches = Array.from({length: steps}, (_, i) => {
    const {images, labels} = makeBatch(train, order.subarray(i * batch, (i + 1) * batch), dataset.normalisation);
    return {images: [...images], labels: [...labels]};
  });
  const given = nets.map((net) => ({
    source: writeTorch(net),
    weights: Object.fromEntries(
      [...initialWeights(net, seed)].map(([key, {shape, dtype, data}]) => [
        key,
        {shape, dtype, data: Array.from(data, Number)}
      ])
    ),
    silent: [...biasesBeforeNorms(net).values()].map(({module}) => `${module}.bias`),
    batches,
    rate,
    momentum
  }));
  return runPython(reference, given) as number[][];
}

const table = Object.entries(families).map(([family, make], i) => [family, make, i] as const);

describe("a network of each family", () => {
  const torch = hasTorch
    ? inTorch(
        table.map(([, make]) => make()),
        5
      )
    : undefined;

  test.each(table)("%s: the first five losses on cpu, on wasm and of PyTorch are the same", async (_, make, i) => {
    const cpu = await lossesOf("cpu", make(), 5);
    const wasm = await lossesOf("wasm", make(), 5);
    const expected = (await torch)?.[i] ?? cpu;
    expect(cpu).toHaveLength(5);
    expected.forEach((loss, step) => {
      expect(Math.abs(cpu[step] - loss)).toBeLessThan(1e-4);
      expect(Math.abs(wasm[step] - loss)).toBeLessThan(1e-4);
    });
  });

  test.each(table)("%s: thirty steps lower the loss", async (_, make) => {
    for (const backend of ["cpu", "wasm"] as const) {
      const losses = await lossesOf(backend, make(), 30, adam({rate: constant(0.01)}));
      const mean = (part: readonly number[]) => part.reduce((sum, loss) => sum + loss, 0) / part.length;
      expect(mean(losses.slice(-5))).toBeLessThan(0.9 * mean(losses.slice(0, 5)));
    }
  });
});
