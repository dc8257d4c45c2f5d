import {afterAll, beforeAll, expect, test} from "vitest";
import {openPage, type BrowserPage} from "../../../browser/page.ts";
import "./pageEntry.ts";

let browser: BrowserPage;

beforeAll(async () => {
  const workers = ["kernels/training/worker/worker.ts", "test/kernels/training/browser/spinningWorker.ts"];
  browser = await openPage("test/kernels/training/browser/pageEntry.ts", {workers});
});
afterAll(() => browser.close());

test("a run trains in a worker and ends with its test accuracy", async () => {
  const {last, seen} = await browser.page.evaluate(async () => {
    const {training, start, until, plain} = globalThis.subband;
    const slot = await start(training("wasm"), {schedule: 0.01});
    const seen = new Set<string>();
    slot.observe(({status}) => seen.add(status));
    const last = await until(slot, ({status}) => status === "done" || status === "failed");
    return {last: plain(last), seen: [...seen]};
  });
  expect(last).toMatchObject({status: "done", step: 22, steps: 22, backend: "wasm", error: null});
  expect(last.losses).toHaveLength(22);
  expect(last.losses.at(-1)).toBeLessThan(last.losses[0]);
  expect(last.latest.testAccuracy).toBeGreaterThan(0.15);
  expect(seen).toContain("running");
});

test("pictures ask a run for arrays while it is paused, and get them in PyTorch's order", async () => {
  const found = await browser.page.evaluate(async () => {
    const {training, start, until} = globalThis.subband;
    const slot = await start(training("cpu"), {epochs: 50});
    await until(slot, ({step}) => step > 0);
    slot.state.run.pause();
    const {run} = await until(slot, ({status}) => status === "paused");
    const samples = {indices: [0, 1, 2]};
    const [bands, block, gradient, field, prediction, weights] = await Promise.all([
      run.activation("waveMix.0.dwt", samples),
      run.activation("waveMix.0", samples),
      run.inputGradient("waveMix.0", {row: 4, column: 4}, samples),
      run.effectiveField("waveMix.0", {row: 4, column: 4}, samples),
      run.predict(samples),
      run.model()
    ]);
    slot.dispose();
    return {
      shapes: [bands.shape, block.shape, gradient.shape, field.shape],
      inField: Array.from(field.data, (value) => value > 0),
      labels: prediction.labels.length,
      total: prediction.probabilities.reduce((a, b) => a + b, 0),
      keys: [...weights.keys()].slice(0, 2),
      reduction: weights.get("waveMix.0.reduction.weight")!.shape
    };
  });
  expect(found.shapes).toEqual([
    [3, 8, 4, 4],
    [3, 8, 8, 8],
    [3, 1, 8, 8],
    [8, 8]
  ]);
  // one block sees 4×4 around the unit, the stem's two 3×3 convolutions two pixels more on each side
  expect(found.inField.filter(Boolean).length).toBe(64);
  expect(found.labels).toBe(3);
  expect(found.total).toBeCloseTo(3, 4);
  expect(found.keys).toEqual(["stem.0.weight", "stem.0.bias"]);
  expect(found.reduction).toEqual([2, 8, 1, 1]);
});

test("a finished result is shown again without training, and hands out fresh weights", async () => {
  const found = await browser.page.evaluate(async () => {
    const {training, start, until, memoryStorage, plain, lite, data} = globalThis.subband;
    const storage = memoryStorage();
    const first = await start(training("wasm", {storage}));
    await until(first, ({status}) => status === "done");
    const trained = await first.state.run.model();
    const again = training("wasm", {storage});
    const states = again.trainOf(9)(lite({width: 8}), data.digits(), {epochs: 1, batch: 64, seed: 1});
    await states.next();
    const state = await until(again.slot(9)!, ({cached}) => cached);
    const [a, b] = [await state.run.model(), await state.run.model()];
    const values = (weights: typeof a) => [...(weights.get("head.weight")!.data as Float32Array)];
    (a.get("head.weight")!.data as Float32Array).fill(0);
    const same = values(b).every((value, i) => value === values(trained)[i]);
    return {state: plain(state), same, fresh: values(a).every((value) => value === 0)};
  });
  expect(found.state).toMatchObject({status: "done", cached: true, step: 22});
  expect(found.same).toBe(true);
  expect(found.fresh).toBe(true);
});

test("rule 10: after a reload a run goes on from its checkpoint and ends with the same losses", async () => {
  const found = await browser.page.evaluate(async () => {
    const {training, start, until, memoryStorage, watched, plain, lite, data} = globalThis.subband;
    const storage = memoryStorage();
    const options = {epochs: 3, batch: 64, seed: 2};
    const straight = await until(await start(training("wasm"), options), ({status}) => status === "done");
    const {kept, storage: own} = watched(storage);
    const before = training("wasm", {storage: own});
    await start(before, options);
    await kept;
    before.dispose(); // as if the page had gone away, an epoch after its start
    const after = training("wasm", {storage});
    const states = after.trainOf(1)(lite({width: 8}), data.digits(), options);
    await states.next();
    const interrupted = await until(after.slot(1)!, (state) => state.interrupted !== null);
    interrupted.run.resume();
    const resumed = await until(after.slot(1)!, ({status}) => status === "done" || status === "failed");
    return {straight: plain(straight), at: interrupted.interrupted, resumed: plain(resumed)};
  });
  expect(found.at!.step).toBe(22);
  expect(found.resumed.status).toBe("done");
  expect(found.resumed.losses).toEqual(found.straight.losses);
});

test("the page draws frames while the worker trains, and no task of its own is long", async () => {
  const attempt = () =>
    browser.page.evaluate(async () => {
      const {training, start, until} = globalThis.subband;
      const slot = await start(training("wasm"), {epochs: 100});
      await until(slot, ({step}) => step > 0);
      let frames = 0;
      let drawing = true;
      const draw = () => {
        ++frames;
        if (drawing) requestAnimationFrame(draw);
      };
      requestAnimationFrame(draw);
      let longest = 0;
      const observer = new PerformanceObserver((list) => {
        for (const {duration} of list.getEntries()) longest = Math.max(longest, duration);
      });
      observer.observe({type: "longtask"});
      const from = slot.state.step;
      await until(slot, ({step}) => step > from + 100);
      drawing = false;
      observer.disconnect();
      slot.dispose();
      return {frames, longest};
    });
  const attempts = [await attempt()];
  while (attempts.length < 3 && attempts.at(-1)!.longest >= 50) attempts.push(await attempt()); // a busy machine
  expect(attempts.at(-1)!.longest).toBeLessThan(50);
  expect(attempts.at(-1)!.frames).toBeGreaterThan(10);
});

test("rule 8: stopping ends a worker that spins within 300 ms, and refuses what was asked of it", async () => {
  const found = await browser.page.evaluate(async () => {
    const {training, start, until} = globalThis.subband;
    const slot = await start(training("wasm", {worker: "/spinningWorker.js"}));
    const running = await until(slot, ({step}) => step === 1);
    const asked = running.run.model().then(
      () => "answered",
      (error: Error) => error.message
    );
    const before = performance.now();
    await slot.stop();
    return {milliseconds: performance.now() - before, asked: await asked, status: slot.state.status};
  });
  expect(found.status).toBe("stopped");
  expect(found.asked).toBe("the run was stopped before it could answer");
  expect(found.milliseconds).toBeGreaterThan(150);
  expect(found.milliseconds).toBeLessThan(300);
});

test("stopping a worker that answers keeps its checkpoint", async () => {
  const found = await browser.page.evaluate(async () => {
    const {training, start, until, memoryStorage} = globalThis.subband;
    const storage = memoryStorage();
    const slot = await start(training("wasm", {storage, patience: 5000}), {epochs: 100});
    await until(slot, ({step}) => step > 2);
    await slot.stop();
    const {status, step, run} = slot.state;
    const weights = await run.model();
    return {
      status,
      step,
      keys: weights.size,
      kept: (await storage.read(run.fingerprint, "checkpoint.safetensors")) !== null
    };
  });
  expect(found.status).toBe("stopped");
  expect(found.step).toBeGreaterThan(2);
  expect(found.keys).toBeGreaterThan(10);
  expect(found.kept).toBe(true);
});

test("rule 13: a worker that cannot be loaded is a failure with a message", async () => {
  const state = await browser.page.evaluate(async () => {
    const {training, start, until, plain} = globalThis.subband;
    return plain(
      await until(await start(training("wasm", {worker: "/nowhere.js"})), ({status}) => status === "failed")
    );
  });
  expect(state.error!.message).toBe("the worker could not be loaded");
});

test("data that cannot be fetched is a failure with a message", async () => {
  await browser.page.route("**/data/digits/*", (route) => route.fulfill({status: 404}));
  const state = await browser.page.evaluate(async () => {
    const {training, start, until, plain} = globalThis.subband;
    return plain(await until(await start(training("cpu")), ({status}) => status === "failed"));
  });
  await browser.page.unroute("**/data/digits/*");
  expect(state.error!.message).toBe("no such data file: /data/digits/digits.csv.gz (404)");
});
