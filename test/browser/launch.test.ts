import {expect, test} from "vitest";
import {openPage} from "./page.ts";

test("the test browser offers software WebGPU, WebGL2 and cross-origin isolation", async () => {
  const {page, close} = await openPage("test/browser/empty.ts");
  const found = await page.evaluate(async () => ({
    adapter: (await navigator.gpu.requestAdapter()) !== null,
    webgl: new OffscreenCanvas(1, 1).getContext("webgl2") !== null,
    isolated: crossOriginIsolated
  }));
  await close();
  expect(found).toEqual({adapter: true, webgl: true, isolated: true});
});
