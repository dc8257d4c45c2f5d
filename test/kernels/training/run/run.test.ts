import {expect, test} from "vitest";
import {readCheckpoint, writeCheckpoint} from "../../../../kernels/training/run/checkpointFile.ts";
import {History} from "../../../../kernels/training/run/history.ts";
import type {Update} from "../../../../kernels/training/run/update.ts";
import {fakeRun} from "../fakeTrainer.ts";
import {tinyDataset, tinyPlan} from "../fakes.ts";

const splits = await (await tinyDataset()).load();
const plan = await tinyPlan({}, {epochs: 3, schedule: 0.5}); // four steps an epoch

function historyOf(updates: readonly Update[]): History {
  return updates.reduce((history, {part}) => history.with(part), new History(4));
}

test("an epoch shows every image once, in an order of its own", async () => {
  const {run, trainer} = fakeRun(plan, splits);
  run.resume();
  await run.settled;
  const epochs = [0, 1, 2].map((epoch) =>
    trainer.lessons.slice(4 * epoch, 4 * epoch + 4).flatMap(({labels}) => labels)
  );
  for (const labels of epochs) expect([...labels].sort()).toEqual([...splits.train.labels].sort());
  expect(epochs[0]).not.toEqual(epochs[1]);
});

test("the same seed gives the same run, another seed another one", async () => {
  const values = [];
  for (const seed of [1, 1, 2]) {
    const {run, trainer} = fakeRun({...plan, seed}, splits);
    run.resume();
    await run.settled;
    values.push(trainer.value);
  }
  expect(values[1]).toBe(values[0]);
  expect(values[2]).not.toBe(values[0]);
});

test("every loss is told once, and the test after every epoch", async () => {
  const {run, trainer, updates} = fakeRun(plan, splits, {millisecondsPerStep: 35});
  run.resume();
  await run.settled;
  const history = historyOf(updates);
  expect(history.steps).toBe(12);
  expect(history.train.loss[0]).toBe(1);
  expect([...history.test.step]).toEqual([4, 8, 12]);
  expect(history.test.loss.at(-1)).toBeCloseTo(trainer.value, 6);
  expect(updates.at(-1)).toMatchObject({status: "done", step: 12, steps: 12, epoch: 3, eta: 0});
});

test("rule 11: at most ten updates a second while it runs", async () => {
  const {run, updates} = fakeRun({...plan, epochs: 100}, splits, {millisecondsPerStep: 1});
  run.resume();
  await run.settled;
  const running = updates.filter(({status}) => status === "running");
  expect(running.length).toBeGreaterThan(3);
  for (let i = 1; i < running.length; ++i) expect(running[i].at - running[i - 1].at).toBeGreaterThanOrEqual(100);
});

test("rule 8: a pause happens at a batch boundary and changes no number", async () => {
  const straight = fakeRun(plan, splits);
  straight.run.resume();
  await straight.run.settled;
  const broken = fakeRun(plan, splits);
  let turns = 0;
  broken.onTurn.call = () => {
    if (++turns % 3 === 0) broken.run.pause();
  };
  while (broken.updates.at(-1)?.status !== "done") {
    broken.run.resume();
    await broken.run.settled;
  }
  expect(broken.updates.filter(({status}) => status === "paused").length).toBeGreaterThan(2);
  expect(broken.trainer.value).toBe(straight.trainer.value);
  expect([...historyOf(broken.updates).train.loss]).toEqual([...historyOf(straight.updates).train.loss]);
});

test("pauses are no part of the seconds", async () => {
  const {run, updates, clock} = fakeRun(plan, splits);
  run.stepOnce();
  await run.settled;
  clock.now += 60_000;
  run.resume();
  await run.settled;
  expect(updates.at(-1)!.seconds).toBeLessThan(1);
});

test("a single step is one step, then a pause", async () => {
  const {run, updates} = fakeRun(plan, splits);
  run.stepOnce();
  await run.settled;
  expect(updates.at(-1)).toMatchObject({status: "paused", step: 1});
  expect(historyOf(updates).steps).toBe(1);
});

test("the last single step ends the run", async () => {
  const {run, updates} = fakeRun({...plan, epochs: 1}, splits);
  for (let i = 0; i < 4; ++i) {
    run.stepOnce();
    await run.settled;
  }
  expect(updates.at(-1)).toMatchObject({status: "done", step: 4});
});

test("stopping ends at a batch boundary with a checkpoint", async () => {
  const {run, updates, checkpoints, onTurn} = fakeRun(plan, splits);
  let turns = 0;
  onTurn.call = () => {
    if (++turns === 2) void run.stop();
  };
  run.resume();
  await run.settled;
  expect(updates.at(-1)).toMatchObject({status: "stopped", step: 2});
  expect(checkpoints.at(-1)!.step).toBe(2);
});

test("a paused run can be stopped", async () => {
  const {run, updates, checkpoints} = fakeRun(plan, splits);
  run.stepOnce();
  await run.settled;
  await run.stop();
  expect(updates.at(-1)!.status).toBe("stopped");
  expect(checkpoints.at(-1)!.step).toBe(1);
});

test("rule 9: a checkpoint at each epoch, and every thirty seconds within a long one", async () => {
  const quick = fakeRun(plan, splits);
  quick.run.resume();
  await quick.run.settled;
  expect([...new Set(quick.checkpoints.map(({step}) => step))]).toEqual([4, 8, 12]);
  const slow = fakeRun({...plan, epochs: 1}, splits, {millisecondsPerStep: 16_000});
  slow.run.resume();
  await slow.run.settled;
  expect([...new Set(slow.checkpoints.map(({step}) => step))]).toEqual([3, 4]);
});

test("rule 9: interrupted and resumed equals uninterrupted, wherever it was cut", async () => {
  const straight = fakeRun(plan, splits);
  straight.run.resume();
  await straight.run.settled;
  for (const cut of [1, 4, 6, 11]) {
    const first = fakeRun(plan, splits);
    for (let i = 0; i < cut; ++i) {
      first.run.stepOnce();
      await first.run.settled;
    }
    await first.run.stop();
    const from = readCheckpoint(writeCheckpoint(first.checkpoints.at(-1)!));
    const second = fakeRun(plan, splits, {from});
    second.run.resume();
    await second.run.settled;
    expect(second.trainer.value).toBe(straight.trainer.value);
    expect(historyOf(second.updates).toPart()).toEqual(historyOf(straight.updates).toPart());
  }
});

test.each([true, false])(
  "rule 12: a NaN goes back to the last good checkpoint and says where it began (immediate %s)",
  async (immediate) => {
    const {run, trainer, updates, checkpoints} = fakeRun(plan, splits, {immediate, millisecondsPerStep: 30});
    trainer.badStep = 6;
    run.resume();
    await run.settled;
    expect(updates.at(-1)).toMatchObject({
      status: "paused",
      step: 4,
      error: {message: "the loss is not a number", block: "layers.0.dwt", step: 7}
    });
    expect(trainer.located).toEqual([6]);
    expect(trainer.value).toBe((checkpoints.at(-1)!.weights.get("w")!.data as Float32Array)[0]);
    expect(historyOf(updates).steps).toBe(4);
    expect([...historyOf(updates).train.loss].every(Number.isFinite)).toBe(true);
  }
);

test("rule 12: a NaN in the first epoch goes back to the beginning", async () => {
  const {run, trainer, updates} = fakeRun(plan, splits);
  trainer.badStep = 1;
  run.resume();
  await run.settled;
  expect(updates.at(-1)).toMatchObject({status: "paused", step: 0, error: {step: 2}});
  expect(trainer.value).toBe(1);
});

test("rule 12: a loss above the bound that the person set pauses too", async () => {
  const {run, updates} = fakeRun({...plan, bound: 0.9}, splits);
  run.resume();
  await run.settled;
  expect(updates.at(-1)!.error!.message).toBe("the loss 1.000 is above the bound 0.9");
});

test("an error in a step is a failure with its message and step", async () => {
  const {run, trainer, updates} = fakeRun(plan, splits);
  trainer.evaluate = () => Promise.reject(new Error("the device was lost"));
  run.resume();
  await run.settled;
  expect(updates.at(-1)).toMatchObject({status: "failed", error: {message: "the device was lost", step: 4}});
});

test("an extension trains on, with the schedule from its beginning", async () => {
  const {run, trainer, updates} = fakeRun(
    await tinyPlan({}, {epochs: 1, schedule: {kind: "cosine", rate: 1, warmUp: 0, end: 0}}),
    splits
  );
  run.resume();
  await run.settled;
  run.extend(1);
  run.resume();
  await run.settled;
  expect(updates.at(-1)).toMatchObject({status: "done", step: 8, steps: 8, epochs: 2});
  const rates = trainer.lessons.map(({rate}) => rate);
  expect(rates.slice(4)).toEqual(rates.slice(0, 4));
  expect(rates[0]).toBe(1);
});

test("an estimate of the time left follows the pace so far", async () => {
  const {run, updates} = fakeRun({...plan, epochs: 50}, splits, {millisecondsPerStep: 100});
  run.resume();
  await run.settled;
  const half = updates.find(({step}) => step >= 100)!;
  expect(half.eta! / (half.steps - half.step)).toBeCloseTo(half.seconds / half.step, 6);
});
