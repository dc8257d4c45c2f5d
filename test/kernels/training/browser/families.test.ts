import {afterAll, beforeAll, expect, test} from "vitest";
import type {BackendName} from "../../../../kernels/tensors/backend.ts";
import {openPage, type BrowserPage} from "../../../browser/page.ts";
import {families} from "../families.ts";
import "./pageEntry.ts";

let browser: BrowserPage;

beforeAll(async () => {
  browser = await openPage("test/kernels/training/browser/pageEntry.ts", {
    workers: ["kernels/training/worker/worker.ts"]
  });
});
afterAll(() => browser.close());

/** The losses of the first steps of a family's network. */
function losses(backend: BackendName, family: string, steps: number): Promise<number[]> {
  return browser.page.evaluate(([backend, family, steps]) => globalThis.subband.firstLosses(backend, family, steps), [
    backend,
    family,
    steps
  ] as const);
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

test.each(
  Object.keys(families).flatMap((family) => (["webgl", "webgpu"] as const).map((gpu) => [family, gpu] as const))
)("%s on %s: the first five losses are those of cpu, and thirty steps lower the loss", async (family, gpu) => {
  const expected = await losses("cpu", family, 5);
  const found = await losses(gpu, family, 30);
  expect(found).toHaveLength(30);
  expected.forEach((loss, i) => expect(Math.abs(loss - found[i])).toBeLessThan(1e-4));
  expect(mean(found.slice(-5))).toBeLessThan(0.9 * mean(found.slice(0, 5)));
});
