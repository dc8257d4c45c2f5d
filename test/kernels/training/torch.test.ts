import {expect, test} from "vitest";
import {data} from "../../../kernels/data/index.ts";
import {makeBatch} from "../../../kernels/data/batch.ts";
import {permutation} from "../../../kernels/data/permutation.ts";
import {initialWeights} from "../../../kernels/graph/initialise.ts";
import {createRandom} from "../../../kernels/graph/random.ts";
import {adam, adamW, sgd, type Optimizer} from "../../../kernels/training/plan/optimizer.ts";
import {oneCycle} from "../../../kernels/training/plan/schedule.ts";
import {fetchBytes} from "../data/files.ts";
import {openInNode} from "./inNode.ts";
import {lite} from "./nets.ts";
import {hasTorch, runPython} from "./torch.ts";

const seed = 3;
const batch = 32;
const steps = 6;
const net = lite({width: 8, depth: 2});

/** The same network and steps in PyTorch, written after specs/wavemix.md and not after our ops. */
const reference = `
import json, sys, torch
import torch.nn.functional as F
torch.set_num_threads(1)
given = json.load(sys.stdin)
w = {k: torch.tensor(v["data"], dtype=torch.float32).reshape(v["shape"]) for k, v in given["weights"].items()}
trained = [k for k in w if "running" not in k and "tracked" not in k]
for k in trained: w[k].requires_grad_(True)
def dwt(x):
    a, b, c, d = x[:, :, ::2, ::2], x[:, :, ::2, 1::2], x[:, :, 1::2, ::2], x[:, :, 1::2, 1::2]
    details = torch.stack([a + b - c - d, a - b + c - d, a - b - c + d], 2).flatten(1, 2)
    return torch.cat([a + b + c + d, details], 1) / 2
def forward(x):
    x = F.conv2d(x, w["stem.0.weight"], w["stem.0.bias"], padding=1)
    x = F.conv2d(x, w["stem.1.weight"], w["stem.1.bias"], padding=1)
    for i in range(2):
        p = "waveMix.%d." % i
        y = dwt(F.conv2d(x, w[p + "reduction.weight"], w[p + "reduction.bias"]))
        y = F.gelu(F.conv2d(y, w[p + "feedforward.0.weight"], w[p + "feedforward.0.bias"]))
        y = F.conv2d(y, w[p + "feedforward.3.weight"], w[p + "feedforward.3.bias"])
        y = F.conv_transpose2d(y, w[p + "feedforward.4.weight"], w[p + "feedforward.4.bias"], stride=2, padding=1)
        n = p + "feedforward.5."
        y = F.batch_norm(y, w[n + "running_mean"], w[n + "running_var"], w[n + "weight"], w[n + "bias"], True, 0.1, 1e-5)
        x = x + y
    return F.linear(x.mean((2, 3)), w["head.weight"], w["head.bias"])
o = given["optimizer"]
ps = [w[k] for k in trained]
if o["kind"] == "adamW": opt = torch.optim.AdamW(ps, lr=1, betas=(o["beta1"], o["beta2"]), eps=o["epsilon"], weight_decay=o["decay"])
elif o["kind"] == "adam": opt = torch.optim.Adam(ps, lr=1, betas=(o["beta1"], o["beta2"]), eps=o["epsilon"], weight_decay=o["decay"])
else: opt = torch.optim.SGD(ps, lr=1, momentum=o["momentum"], nesterov=o["nesterov"], weight_decay=o["decay"])
losses = []
for step, rate in zip(given["batches"], given["rates"]):
    for group in opt.param_groups: group["lr"] = rate
    x = torch.tensor(step["images"]).reshape(-1, 1, 8, 8)
    loss = F.cross_entropy(forward(x), torch.tensor(step["labels"]), label_smoothing=given["smoothing"])
    opt.zero_grad(); loss.backward()
    # the true gradient of a bias before batch norm is 0; Adam would make steps of the rounding noise
    for i in range(2): w["waveMix.%d.feedforward.4.bias" % i].grad.zero_()
    opt.step()
    losses.append(loss.item())
print(json.dumps({"losses": losses, "mean": w["waveMix.1.feedforward.5.running_mean"].tolist(),
    "variance": w["waveMix.1.feedforward.5.running_var"].tolist(), "head": w["head.weight"].flatten().tolist()}))
`;

interface Reference {
  losses: number[];
  mean: number[];
  variance: number[];
  head: number[];
}

const optimizers: [string, Optimizer][] = [
  ["AdamW with one cycle", adamW({rate: oneCycle(3e-3), decay: 0.05})],
  ["Adam with L2", adam({rate: 1e-3, decay: 0.01})],
  ["SGD with Nesterov momentum", sgd({rate: 0.05, momentum: 0.9, nesterov: true, decay: 1e-3})]
];

for (const backend of ["cpu", "wasm"] as const)
  test.skipIf(!hasTorch).each(optimizers)(
    `the first losses and weights on ${backend} are PyTorch's: %s`,
    async (_, optimizer) => {
      const dataset = data.digits();
      const options = {epochs: 1, batch, optimizer, seed, labelSmoothing: 0.1};
      const told = await openInNode(backend, net, dataset, options);
      for (let i = 0; i < steps; ++i) {
        await told.session.step();
        await told.session.settled();
      }
      const weights = await told.session.weights();
      told.session.dispose();
      const {train} = await dataset.load(fetchBytes);
      const order = permutation(train.count, createRandom(seed, "order/0"));
      const given = {
        weights: Object.fromEntries(
          [...initialWeights(net, seed)].map(([key, {shape, data}]) => [key, {shape, data: Array.from(data, Number)}])
        ),
        batches: Array.from({length: steps}, (_, i) => {
          const indices = order.subarray(i * batch, (i + 1) * batch);
          const {images, labels} = makeBatch(train, indices, dataset.normalisation);
          return {images: [...images], labels: [...labels]};
        }),
        rates: told.updates.filter(({status}) => status === "paused").map(({rate}) => rate),
        optimizer,
        smoothing: 0.1
      };
      const expected = runPython(reference, given) as Reference;
      const losses = told.history().train.loss;
      expected.losses.forEach((loss, i) => expect(Math.abs(losses[i] - loss)).toBeLessThan(2e-5 * (1 + loss)));
      const near = (key: string, wanted: number[], tolerance: number) => {
        const found = weights.get(key)!.data as Float32Array;
        wanted.forEach((value, i) => expect(Math.abs(found[i] - value)).toBeLessThan(tolerance));
      };
      near("waveMix.1.feedforward.5.running_mean", expected.mean, 1e-4);
      near("waveMix.1.feedforward.5.running_var", expected.variance, 1e-4);
      near("head.weight", expected.head, 1e-4);
      expect(weights.get("waveMix.1.feedforward.5.num_batches_tracked")!.data[0]).toBe(BigInt(steps));
    }
  );
