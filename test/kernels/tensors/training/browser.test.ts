import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {openPage, type BrowserPage} from "../../../browser/page.ts";
import type {TrainingPage} from "./entry.ts";

declare const globalThis: TrainingPage;

describe.each(["webgl", "webgpu"] as const)("on %s", (backend) => {
  let opened: BrowserPage;
  beforeAll(async () => {
    opened = await openPage("test/kernels/tensors/training/entry.ts");
    await opened.page.evaluate(() => globalThis.start("cpu"));
    expect((await opened.page.evaluate((name) => globalThis.start(name), backend)).backend).toBe(backend);
  });
  afterAll(() => opened.close());

  test("the first five losses are those on cpu", async () => {
    const [expected, got] = await opened.page.evaluate(
      async (backend) => [await globalThis.trainOn("cpu", 5), await globalThis.trainOn(backend, 5)],
      backend
    );
    expect(got.losses.map((loss, i) => Math.abs(loss - expected.losses[i]) < 1e-4)).toEqual(got.losses.map(() => true));
  });

  test("200 steps leave as many tensors and bytes as 2", async () => {
    const {held} = await opened.page.evaluate((backend) => globalThis.trainOn(backend, 200), backend);
    expect(held[199]).toEqual(held[1]);
  });
});
