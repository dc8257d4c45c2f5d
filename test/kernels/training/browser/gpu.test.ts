import {afterAll, beforeAll, expect, test} from "vitest";
import {openPage, type BrowserPage} from "../../../browser/page.ts";
import type {BackendName} from "../../../../kernels/tensors/backend.ts";
import "./pageEntry.ts";

let browser: BrowserPage;
let expected: number[];

beforeAll(async () => {
  browser = await openPage("test/kernels/training/browser/pageEntry.ts", {
    workers: ["kernels/training/worker/worker.ts"]
  });
  expected = (await firstSteps("cpu")).losses;
});
afterAll(() => browser.close());

/** The losses of three steps, each asked for by itself. */
function firstSteps(backend: BackendName) {
  return browser.page.evaluate(async (backend) => {
    const {training, lite, data, until, plain} = globalThis.subband;
    const own = training(backend);
    const states = own.trainOf(1)(lite({width: 8}), data.digits(), {epochs: 1, batch: 8, seed: 1, schedule: 0.01});
    await states.next();
    const slot = own.slot(1)!;
    for (let step = 1; step <= 3; ++step) {
      slot.state.run.step();
      const state = await until(
        slot,
        (state) => state.status === "failed" || (state.status === "paused" && state.step === step)
      );
      if (state.error) throw new Error(state.error.message);
    }
    const found = {...plain(slot.state), device: slot.state.device, reason: slot.state.reason};
    slot.dispose();
    return found;
  }, backend);
}

test.each(["wasm", "webgl", "webgpu"] as const)("three steps on %s have the losses of cpu", async (backend) => {
  const found = await firstSteps(backend);
  expect(found.backend).toBe(backend);
  expect(found.losses).toHaveLength(3);
  found.losses.forEach((loss, i) => expect(Math.abs(loss - expected[i])).toBeLessThan(2e-4));
});
