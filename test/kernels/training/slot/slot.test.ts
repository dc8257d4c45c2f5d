import {expect, test} from "vitest";
import {house, identified, settle, tinyPlan} from "../fakes.ts";

const narrow = await identified(await tinyPlan({width: 16}));
const wide = await identified(await tinyPlan({width: 32}));
const unseeded = await identified(await tinyPlan({}, {seed: undefined}));

test("rule 1: a plan that arrives starts nothing", async () => {
  const {executor, slot} = house();
  const own = slot(narrow);
  own.want(wide);
  own.want(narrow);
  await settle();
  expect(executor.executions).toHaveLength(0);
  expect(own.state.status).toBe("ready");
});

test("rule 1: a plan that arrives neither stops nor restarts a run", async () => {
  const {executor, slot} = house();
  const own = slot(narrow);
  void own.start();
  await settle();
  executor.last.update("running", 1);
  own.want(wide);
  own.want({...narrow});
  await settle();
  expect(executor.executions).toHaveLength(1);
  expect(executor.last.calls).toEqual(["resume"]);
  expect(own.state.status).toBe("running");
});

test("rule 2: the same fingerprint keeps the run, and it is not stale", async () => {
  const {executor, slot} = house();
  const own = slot(narrow);
  void own.start();
  await settle();
  executor.last.update("running", 3);
  own.want(await identified(await tinyPlan({width: 16})));
  expect(own.state).toMatchObject({status: "running", step: 3, stale: false, difference: []});
});

test("rule 2: another plan marks the run stale, says what differs, and training goes on", async () => {
  const {executor, slot} = house();
  const own = slot(narrow);
  void own.start();
  await settle();
  own.want(wide);
  executor.last.update("running", 2);
  expect(own.state).toMatchObject({status: "running", step: 2, stale: true});
  expect(own.state.difference[0]).toBe("width 16 → 32 (stem)");
});

test("rule 2: changing back takes the mark away", async () => {
  const {slot} = house();
  const own = slot(narrow);
  void own.start();
  await settle();
  own.want(wide);
  own.want(narrow);
  expect(own.state).toMatchObject({stale: false, difference: []});
});

test("rule 2: keep is remembered until the plan changes again", async () => {
  const {slot} = house();
  const own = slot(narrow);
  void own.start();
  await settle();
  own.want(wide);
  own.state.run.keep();
  expect(own.state).toMatchObject({stale: true, kept: true});
  own.want(await identified(await tinyPlan({width: 24})));
  expect(own.state).toMatchObject({stale: true, kept: false});
});

test("before anything ran a changed plan simply replaces the old one", () => {
  const {slot} = house();
  const own = slot(narrow);
  own.want(wide);
  expect(own.state).toMatchObject({status: "ready", stale: false});
  expect(own.state.run.fingerprint).toBe(wide.fingerprint);
});

test("rule 3: run new stops the old run after its checkpoint and starts the new plan", async () => {
  const {executor, storage, slot} = house();
  const own = slot(narrow);
  void own.start();
  await settle();
  const old = executor.last;
  old.update("running", 3);
  own.want(wide);
  own.state.run.start();
  old.save(3);
  await settle();
  expect(old.calls).toEqual(["resume", "stop"]);
  expect(executor.executions).toHaveLength(2);
  expect(executor.last.job).toMatchObject({plan: wide.plan, from: null, seed: 1});
  expect(own.state).toMatchObject({status: "starting", stale: false, step: 0});
  expect(await storage.read(narrow.fingerprint, "checkpoint.safetensors")).toEqual(new Uint8Array([3]));
});

test("rule 3: an old run that does not answer does not hold the new one up for good", async () => {
  const {executor, slot} = house();
  const own = slot(narrow);
  void own.start();
  await settle();
  executor.last.answers = false; // its execution resolves stop by terminating
  own.want(wide);
  own.state.run.start();
  await settle();
  expect(executor.executions).toHaveLength(2);
  expect(executor.last.job.plan).toBe(wide.plan);
});

test("starting a run that runs already changes nothing", async () => {
  const {executor, slot} = house();
  const own = slot(narrow);
  void own.start();
  void own.start();
  await settle();
  void own.start();
  await settle();
  expect(executor.executions).toHaveLength(1);
});

test("rule 4: a plan with a finished result shows it at once, badged with its time", async () => {
  const {executor, slot, ...rest} = house();
  const own = slot(narrow);
  void own.start();
  await settle();
  executor.last.finish();
  await settle();
  own.want(wide);
  await settle();
  void own.start();
  await settle();
  executor.last.finish();
  await settle();
  own.want(narrow);
  await settle();
  expect(own.state).toMatchObject({status: "done", cached: true, stale: false, finished: 1_700_000_000_000, step: 8});
  expect(own.state.run.fingerprint).toBe(narrow.fingerprint);
  expect(executor.executions).toHaveLength(2);
  expect(rest.warnings).toEqual([]);
});

test("rule 4: a finished result is found when the notebook is opened again", async () => {
  const {executor, slot} = house();
  const first = slot(narrow);
  void first.start();
  await settle();
  executor.last.finish();
  await settle();
  const again = slot(narrow);
  await settle();
  expect(again.state).toMatchObject({status: "done", cached: true, seconds: 8});
  expect(executor.executions).toHaveLength(1);
});

test("rule 4: rerunning a cached result begins afresh", async () => {
  const {executor, slot} = house();
  void slot(narrow).start();
  await settle();
  executor.last.finish();
  await settle();
  const again = slot(narrow);
  await settle();
  again.state.run.start();
  await settle();
  expect(executor.last.job.from).toBeNull();
  expect(again.state).toMatchObject({status: "starting", cached: false, step: 0});
});

test("rule 4: a plan without a seed is never reused, and each run has a seed of its own", async () => {
  const {executor, slot} = house();
  const own = slot(unseeded);
  void own.start();
  await settle();
  expect(executor.last.job.seed).toBe(99);
  executor.last.finish();
  await settle();
  expect(own.state.run.seed).toBe(99);
  const again = slot(unseeded);
  await settle();
  expect(again.state).toMatchObject({status: "ready", cached: false});
});

test("rule 4: a finished run that could not be found again stays until the person decides", async () => {
  const {executor, slot} = house();
  const first = slot(narrow);
  void first.start();
  await settle();
  executor.last.finish();
  await settle();
  const own = slot(unseeded);
  void own.start();
  await settle();
  executor.last.finish();
  own.want(narrow);
  await settle();
  expect(own.state).toMatchObject({status: "done", stale: true, cached: false});
  expect(own.state.run.fingerprint).toBe(unseeded.fingerprint);
});

test("rule 5: looking at a cached result opens its checkpoint, each time in a fresh copy", async () => {
  const {executor, storage, slot} = house();
  void slot(narrow).start();
  await settle();
  executor.last.finish();
  await settle();
  const again = slot(narrow);
  await settle();
  const model = await again.state.run.model();
  expect([...model.keys()]).toEqual(["w"]);
  expect(executor.last.job.from).toEqual(new Uint8Array([8]));
  executor.last.job.from!.fill(0); // as if it had been handed to another thread
  expect(await storage.read(narrow.fingerprint, "checkpoint.safetensors")).toEqual(new Uint8Array([8]));
  expect(executor.last.calls).toEqual([]);
});

test("before a run its random start can be looked at, which trains nothing", async () => {
  const {executor, slot} = house();
  const own = slot(narrow);
  await own.state.run.model();
  expect(executor.last.job).toMatchObject({seed: 1, from: null});
  expect(executor.last.calls).toEqual([]);
  expect(own.state.status).toBe("ready");
  own.state.run.start();
  await settle();
  expect(executor.executions[0].calls).toEqual(["close"]);
  expect(own.state.status).toBe("starting");
});

test("looking at a run that was replaced opens nothing", async () => {
  const {executor, slot} = house();
  const own = slot(narrow);
  const {run} = own.state;
  own.want(wide);
  await expect(run.model()).rejects.toThrow("this run was replaced by a newer one");
  expect(executor.executions).toHaveLength(0);
});

test("rule 7: one run is active, the others wait and know their place", async () => {
  const {executor, slot} = house();
  const [a, b, c] = [slot(narrow), slot(wide), slot(unseeded)];
  for (const own of [a, b, c]) void own.start();
  await settle();
  expect([a, b, c].map(({state}) => [state.status, state.place])).toEqual([
    ["starting", null],
    ["queued", 1],
    ["queued", 2]
  ]);
  executor.last.finish();
  await settle();
  expect([a, b, c].map(({state}) => [state.status, state.place])).toEqual([
    ["done", null],
    ["starting", null],
    ["queued", 1]
  ]);
  expect(executor.executions).toHaveLength(2);
});

test("rule 7: a queued run that is stopped leaves the queue", async () => {
  const {executor, slot} = house();
  const [a, b, c] = [slot(narrow), slot(wide), slot(unseeded)];
  for (const own of [a, b, c]) void own.start();
  await settle();
  b.state.run.stop();
  await settle();
  expect([b, c].map(({state}) => [state.status, state.place])).toEqual([
    ["stopped", null],
    ["queued", 1]
  ]);
  executor.last.finish();
  await settle();
  expect(c.state.status).toBe("starting");
});

test("rule 7: a paused run lets the next one begin and waits for its turn to go on", async () => {
  const {executor, slot} = house();
  const [a, b] = [slot(narrow), slot(wide)];
  void a.start();
  await settle();
  void b.start();
  const first = executor.last;
  first.update("paused", 2);
  await settle();
  expect([a.state.status, b.state.status]).toEqual(["paused", "starting"]);
  a.state.run.resume();
  expect(a.state).toMatchObject({status: "queued", place: 1});
  executor.last.finish();
  await settle();
  expect(first.calls).toEqual(["resume", "resume"]);
  expect(a.state.status).toBe("running");
});

test("pause, step and stop reach the execution", async () => {
  const {executor, slot} = house();
  const own = slot(narrow);
  own.state.run.step();
  await settle();
  executor.last.update("paused", 1);
  own.state.run.step();
  await settle();
  executor.last.update("paused", 2);
  own.state.run.resume();
  await settle();
  executor.last.update("running", 3);
  own.state.run.pause();
  own.state.run.stop();
  await settle();
  expect(executor.last.calls).toEqual(["step", "step", "resume", "pause", "stop"]);
  expect(own.state.status).toBe("stopped");
});

test("a stopped run goes on from its last checkpoint", async () => {
  const {executor, slot} = house();
  const own = slot(narrow);
  void own.start();
  await settle();
  executor.last.update("running", 3);
  executor.last.save(3);
  own.state.run.stop();
  await settle();
  own.state.run.resume();
  await settle();
  expect(executor.executions).toHaveLength(2);
  expect(executor.last.job.from).toEqual(new Uint8Array([3]));
});

test("rule 10: a run that was cut off says where, and resumes from its checkpoint", async () => {
  const {executor, slot} = house();
  const own = slot(narrow);
  void own.start();
  await settle();
  executor.last.update("running", 5);
  executor.last.save(5);
  await settle();
  const reopened = slot(narrow); // the page was reloaded: nothing but the storage is left
  await settle();
  expect(reopened.state).toMatchObject({status: "ready", interrupted: {step: 5}, step: 5, cached: false});
  own.dispose();
  reopened.state.run.resume();
  await settle();
  expect(executor.executions).toHaveLength(2);
  expect(executor.last.job.from).toEqual(new Uint8Array([5]));
  expect(reopened.state.interrupted).toBeNull();
});

test("rule 10: starting instead of resuming begins afresh", async () => {
  const {executor, slot} = house();
  const own = slot(narrow);
  void own.start();
  await settle();
  executor.last.update("running", 5);
  executor.last.save(5);
  await settle();
  own.dispose();
  const reopened = slot(narrow);
  await settle();
  reopened.state.run.start();
  await settle();
  expect(executor.last.job.from).toBeNull();
});

test("a stored run that cannot be read counts as none", async () => {
  const {storage, slot} = house();
  await storage.write(narrow.fingerprint, "plan.json", new TextEncoder().encode('{"network":'));
  await storage.write(narrow.fingerprint, "history.json", new Uint8Array([0xff]));
  const own = slot(narrow);
  await settle();
  expect(own.state).toMatchObject({status: "ready", interrupted: null, cached: false});
});

test("a resumed run whose checkpoint is gone says so instead of beginning again", async () => {
  const {executor, storage, slot} = house();
  const own = slot(narrow);
  void own.start();
  await settle();
  executor.last.update("running", 5);
  executor.last.save(5);
  await settle();
  own.dispose();
  const reopened = slot(narrow);
  await settle();
  await storage.remove(narrow.fingerprint);
  reopened.state.run.resume();
  await settle();
  expect(reopened.state.error?.message).toBe("the checkpoint of this run is gone; run it again");
  expect(reopened.state.status).toBe("failed");
});

test("rule 13: a failure shows its message and its step, and lets the next run begin", async () => {
  const {executor, slot} = house();
  const [a, b] = [slot(narrow), slot(wide)];
  void a.start();
  await settle();
  void b.start();
  executor.last.update("running", 3);
  executor.last.listener.failed("the GPU was lost");
  await settle();
  expect(a.state).toMatchObject({status: "failed", error: {message: "the GPU was lost", block: null, step: 3}});
  expect(b.state.status).toBe("starting");
});

test("rule 13: a lost GPU can be resumed from the last checkpoint", async () => {
  const {executor, slot} = house();
  const own = slot(narrow);
  void own.start();
  await settle();
  executor.last.save(4);
  executor.last.listener.failed("the GPU was lost");
  own.state.run.resume();
  await settle();
  expect(executor.executions).toHaveLength(2);
  expect(own.state).toMatchObject({status: "starting", error: null});
});

test("a run is extended while its execution lives, and its files stay those of its plan", async () => {
  const {executor, storage, slot} = house();
  const own = slot(narrow);
  void own.start();
  await settle();
  executor.last.finish();
  await settle();
  own.state.run.extend(3);
  await settle();
  expect(executor.last.calls).toEqual(["resume", "extend 3", "resume"]);
  expect(own.state).toMatchObject({epochs: 5, steps: 20, status: "running"});
  executor.last.save(20);
  await settle();
  expect(await storage.read(narrow.fingerprint, "checkpoint.safetensors")).toEqual(new Uint8Array([8]));
});

test("extending by half an epoch is refused", () => {
  const {slot} = house();
  expect(() => slot(narrow).state.run.extend(0.5)).toThrow("invalid epochs: 0.5; expected an integer of at least 1");
});

test("a storage that fails costs the stored run, not the run", async () => {
  const {executor, storage, slot, warnings} = house();
  storage.write = () => Promise.reject(new Error("disk full"));
  const own = slot(narrow);
  void own.start();
  await settle();
  executor.last.finish();
  await settle();
  expect(own.state.status).toBe("done");
  expect(warnings[0]).toContain("this run could not be kept: Error: disk full");
});

test("the handle of a run that was replaced refuses to control the new one", async () => {
  const {executor, slot} = house();
  const own = slot(narrow);
  void own.start();
  await settle();
  const old = own.state.run;
  executor.last.finish();
  own.want(wide);
  void own.start();
  await settle();
  expect(() => old.stop()).toThrow("this run was replaced by a newer one");
});
