import {expect, test} from "vitest";
import {data} from "../../../kernels/data/index.ts";
import {createTraining} from "../../../kernels/training/train.ts";
import {FakeExecutor, settle, tinyDataset} from "./fakes.ts";
import {lite} from "./nets.ts";

test("train gives the present state at once and then the latest", async () => {
  const executor = new FakeExecutor();
  const training = createTraining({executor});
  const states = training.trainOf(7)(lite(), await tinyDataset(), {epochs: 2, batch: 4, seed: 1});
  expect((await states.next()).value).toMatchObject({status: "ready", step: 0, steps: 8});
  training.slot(7)!.state.run.start();
  await settle();
  for (const step of [1, 2, 3]) executor.last.update("running", step);
  expect((await states.next()).value).toMatchObject({status: "running", step: 3});
  expect(executor.executions).toHaveLength(1);
});

test("ending the states of a cell stops nothing", async () => {
  const executor = new FakeExecutor();
  const training = createTraining({executor});
  const states = training.trainOf(7)(lite(), await tinyDataset(), {epochs: 2, batch: 4, seed: 1});
  await states.next();
  training.slot(7)!.state.run.start();
  await settle();
  const waiting = states.next().then(() => states.next());
  await states.return();
  expect(await waiting).toEqual({done: true, value: undefined});
  expect(executor.last.calls).toEqual(["resume"]);
});

test("rule 6: executing the cell again finds its run", async () => {
  const executor = new FakeExecutor();
  const training = createTraining({executor});
  const call = async () => {
    const states = training.trainOf(7)(lite(), await tinyDataset(), {epochs: 2, batch: 4, seed: 1});
    return (await states.next()).value!;
  };
  (await call()).run.start();
  await settle();
  executor.last.update("running", 2);
  expect(await call()).toMatchObject({status: "running", step: 2, stale: false});
});

test("rule 6: a cell that is gone for good stops its runs", async () => {
  const executor = new FakeExecutor();
  const training = createTraining({executor});
  await training
    .trainOf(7)(lite(), await tinyDataset(), {epochs: 2, batch: 4, seed: 1})
    .next();
  training.slot(7)!.state.run.start();
  await settle();
  training.release(7);
  await settle();
  expect(executor.last.calls).toContain("stop");
  expect(training.slots).toEqual([]);
});

test("two runs of one cell are told apart by their names", async () => {
  const training = createTraining({executor: new FakeExecutor()});
  const train = training.trainOf(7);
  const dataset = await tinyDataset();
  const [a, b] = ["a", "b"].map((name) => train(lite(), dataset, {epochs: 1, batch: 4, name}));
  await Promise.all([a.next(), b.next()]);
  expect(training.slots.map(({cell, name}) => [cell, name])).toEqual([
    [7, "a"],
    [7, "b"]
  ]);
});

test("what is wrong with a plan is thrown in the cell, at once", () => {
  const training = createTraining({executor: new FakeExecutor()});
  expect(() => training.trainOf(7)(lite(), data.fashionMnist(), {epochs: 1})).toThrow("shape mismatch");
  expect(training.slots).toEqual([]);
});
