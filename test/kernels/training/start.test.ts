import {expect, test} from "vitest";
import {initialWeights} from "../../../kernels/graph/initialise.ts";
import {freeze} from "../../../kernels/graph/surgery/index.ts";
import {parametersOf} from "../../../kernels/graph/weights.ts";
import {readSafetensors} from "../../../kernels/exchange/safetensors/read.ts";
import {describeDifference} from "../../../kernels/training/plan/difference.ts";
import {planOf, startOf} from "../../../kernels/training/plan/options.ts";
import {identify} from "../../../kernels/training/plan/plan.ts";
import {createTraining} from "../../../kernels/training/train.ts";
import {FakeExecutor, settle, tinyDataset} from "./fakes.ts";
import {trainInNode} from "./inNode.ts";
import {lite} from "./nets.ts";

const net = lite({width: 8, depth: 1});
const dataset = await tinyDataset();
const options = {epochs: 2, batch: 4, seed: 5};
const weights = initialWeights(net, 77);

test("frozen weights and statistics stay bit for bit while the rest learns", async () => {
  const stem = net.nodes.find(({parameters}) => parameters.length)!.path;
  const frozen = freeze(net, ["waveMix.0", stem]);
  const {weights: after} = await trainInNode("cpu", frozen, dataset, {...options, weights});
  const own = new Set(parametersOf(net).map(({key}) => key));
  for (const node of frozen.nodes)
    for (const {key} of node.parameters) {
      own.delete(key);
      const same = after.get(key)!.data.every((value, i) => value === weights.get(key)!.data[i]);
      expect([key, same]).toEqual([key, node.frozen]);
    }
  expect(own.size).toBe(0);
});

test("a run begins from the weights that it was given", async () => {
  const training = createTraining({executor: new FakeExecutor()});
  const states = training.trainOf(1)(net, dataset, {...options, weights});
  await states.next();
  const {slot} = training.slots[0];
  void slot.start();
  await settle();
  training.dispose();
  expect(slot.state.run.plan.start).toMatch(/^[0-9a-f]{64}$/);
});

test("other weights, and none, are other plans", async () => {
  const identities = await Promise.all(
    [weights, initialWeights(net, 77), initialWeights(net, 78), undefined].map((weights) =>
      identify(planOf(net, dataset, options), startOf(net, {weights}))
    )
  );
  const [a, same, other, none] = identities.map(({fingerprint}) => fingerprint);
  expect(same).toBe(a);
  expect(new Set([a, other, none]).size).toBe(3);
  expect(readSafetensors(identities[0].start!).tensors.size).toBe(weights.size);
  expect(describeDifference(identities[0].plan, identities[3].plan)).toEqual(["the weights to begin from"]);
});

test("frozen and trained are other plans, told by the place", async () => {
  const [a, b] = [net, freeze(net, "waveMix.0.reduction")].map((net) => planOf(net, dataset, options));
  expect((await identify(a)).fingerprint).not.toBe((await identify(b)).fingerprint);
  expect(describeDifference(a, b)).toEqual(["frozen (waveMix.0.reduction)"]);
  expect(describeDifference(b, a)).toEqual(["trained again (waveMix.0.reduction)"]);
});

test("weights that do not fit are refused with the key", () => {
  const less = new Map(weights);
  less.delete("waveMix.0.reduction.weight");
  expect(() => startOf(net, {weights: less})).toThrow("missing weights: waveMix.0.reduction.weight");
});

test("a network of which everything is frozen is refused", () => {
  const all = freeze(
    net,
    net.nodes.filter(({parameters}) => parameters.length).map(({path}) => path)
  );
  expect(() => planOf(all, dataset, options)).toThrow("nothing to train: everything is frozen; see surgery.unfreeze");
});
