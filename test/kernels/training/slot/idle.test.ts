import {expect, test} from "vitest";
import {standingClock} from "../../../clock.ts";
import {house, identified, settle, tinyPlan} from "../fakes.ts";

const wanted = await identified(await tinyPlan());

/** A run that has ended, in a house whose clock stands. */
async function finished() {
  const clock = standingClock();
  const {executor, slot} = house({after: clock.after});
  const own = slot(wanted);
  void own.start();
  await settle();
  executor.last.finish();
  return {clock, executor, own};
}

test("a finished run's execution is closed after a minute without questions", async () => {
  const {clock, executor} = await finished();
  await clock.pass(59_999);
  expect(executor.last.calls).not.toContain("close");
  await clock.pass(1);
  expect(executor.last.calls).toContain("close");
});

test("a question begins the minute anew", async () => {
  const {clock, executor, own} = await finished();
  await clock.pass(40_000);
  await own.state.run.model();
  await clock.pass(40_000);
  expect(executor.last.calls).not.toContain("close");
  await clock.pass(20_000);
  expect(executor.last.calls).toContain("close");
});

test("a question that is not answered yet keeps its execution open", async () => {
  const {clock, executor, own} = await finished();
  let answer!: () => void;
  executor.answer = new Promise((resolve) => (answer = resolve));
  const asked = own.state.run.model();
  await clock.pass(600_000);
  expect(executor.last.calls).not.toContain("close");
  answer();
  await asked;
  await clock.pass(60_000);
  expect(executor.last.calls).toContain("close");
});

test("a question after that opens another execution from the last checkpoint, which is closed in its turn", async () => {
  const {clock, executor, own} = await finished();
  await clock.pass(60_000);
  expect(await own.state.run.model()).toHaveProperty("size", 1);
  expect(executor.executions).toHaveLength(2);
  expect(executor.last.job.from).toEqual(new Uint8Array([8]));
  await clock.pass(60_000);
  expect(executor.last.calls).toEqual(["close"]);
  expect(own.state).toMatchObject({status: "done", step: 8});
});

test("a run whose execution was closed is extended from its last checkpoint", async () => {
  const {clock, executor, own} = await finished();
  await clock.pass(60_000);
  own.extend(1);
  await settle();
  expect(executor.executions).toHaveLength(2);
  expect(executor.last.job.from).toEqual(new Uint8Array([8]));
  expect(executor.last.calls).toEqual(["extend 1", "resume"]);
});

test("a run that goes on or is paused is not closed", async () => {
  const {clock, executor, own} = await finished();
  own.extend(1);
  await settle();
  executor.last.update("running", 9);
  await own.state.run.model();
  await clock.pass(600_000);
  executor.last.update("paused", 9);
  await clock.pass(600_000);
  expect(executor.last.calls).not.toContain("close");
});

test("weights that no checkpoint has are not closed", async () => {
  const clock = standingClock();
  const {executor, slot} = house({after: clock.after});
  const own = slot(wanted);
  void own.start();
  await settle();
  executor.last.save(4);
  executor.last.update("done", 8); // the last checkpoint was refused, for it had a weight that is no number
  await clock.pass(600_000);
  expect(executor.last.calls).not.toContain("close");
});

test("the random start that was looked at before a run is closed", async () => {
  const clock = standingClock();
  const {executor, slot} = house({after: clock.after});
  await slot(wanted).state.run.model();
  await clock.pass(60_000);
  expect(executor.last.calls).toEqual(["close"]);
});

test("a run that is gone leaves no timer behind", async () => {
  let open = 0;
  const {executor, slot} = house({
    after: () => {
      ++open;
      return () => void --open;
    }
  });
  const own = slot(wanted);
  void own.start();
  await settle();
  executor.last.finish();
  expect(open).toBe(1);
  own.dispose();
  expect(open).toBe(0);
});
