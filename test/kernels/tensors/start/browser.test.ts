import {afterEach, beforeEach, expect, test} from "vitest";
import {openPage, type BrowserPage} from "../../../browser/page.ts";
import type {StartPage} from "./entry.ts";

declare const globalThis: StartPage;

let opened: BrowserPage;
beforeEach(async () => {
  opened = await openPage("test/kernels/tensors/start/entry.ts", {workers: ["test/kernels/tensors/start/worker.ts"]});
});
afterEach(() => opened.close());

/** gelu(1) */
const expected = 0.8413447;

test("software WebGPU and WebGL count as none, and the reason names both", async () => {
  const {backend, reason} = await opened.page.evaluate(() => globalThis.start("auto"));
  expect(backend).toBe("wasm");
  expect(reason).toMatch(
    /^WebAssembly runs because WebGPU has only a software adapter \(.+\) and WebGL renders in software \(.+\)\.$/
  );
  const [value] = await opened.page.evaluate(() => globalThis.compute());
  expect(value).toBeCloseTo(expected, 6);
});

test.each(["webgpu", "webgl", "wasm", "cpu"] as const)("%s starts in a worker when asked for by name", async (name) => {
  const {backend, values} = await opened.page.evaluate((name) => globalThis.startInWorker(name), name);
  expect(backend).toBe(name);
  expect(values[0]).toBeCloseTo(expected, 6);
});

test.each(["webgpu", "webgl"] as const)("a lost %s device is told, and starts anew", async (name) => {
  await opened.page.evaluate((name) => globalThis.start(name), name);
  expect(await opened.page.evaluate(() => globalThis.lose())).toBe(name);
  expect((await opened.page.evaluate((name) => globalThis.start(name), name)).backend).toBe(name);
  const [value] = await opened.page.evaluate(() => globalThis.compute());
  expect(value).toBeCloseTo(expected, 6);
});
