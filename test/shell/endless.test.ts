import {afterEach, describe, expect, test} from "vitest";
import type {Frame} from "playwright-core";
import {openShell, type ShellHost, type ShellOptions} from "./openShell.ts";
import {files, opened, textOf} from "./stubNotebook.ts";

let shell: ShellHost;
afterEach(() => shell?.close());
const start = async (options: ShellOptions = {}) => (shell = await openShell({files, ...options}));

describe("a cell that does not end", () => {
  const spin = (frame: Frame) =>
    frame.evaluate(() => {
      const {send} = Reflect.get(globalThis, "stub") as {send: (message: unknown) => void};
      send({type: "started", cell: 7});
      setTimeout(() => {
        for (;;);
      }, 0);
    });

  test("leaves the shell alive, is named, and is gone after Restart, which runs nothing", async () => {
    const window = await (await start()).open();
    const {page} = window;
    await spin(await window.notebook());
    await page.getByText("cell 7 does not answer").waitFor();
    const delays = await page.evaluate(async () => {
      const waited: number[] = [];
      for (let i = 0; i < 20; ++i) {
        const began = performance.now();
        await new Promise((resolve) => setTimeout(resolve, 5));
        waited.push(performance.now() - began - 5);
      }
      return waited;
    });
    // A frozen page would not come back at all; a busy machine may be slow.
    expect(Math.max(...delays)).toBeLessThan(3000);
    await page.getByRole("button", {name: "Restart"}).click();
    const frame = await window.notebook();
    expect(await opened(frame)).toMatchObject({mode: "paused", hung: 7});
    await page.getByText("Cell 7 did not end last time, so nothing runs yet.").waitFor();
  });

  test("makes the notebook open paused with the cell named after a kill", async () => {
    const window = await (await start()).open();
    await spin(await window.notebook());
    await window.page.getByText("cell 7 does not answer").waitFor();
    await window.close();
    const later = await shell.open();
    expect(await opened(await later.notebook())).toMatchObject({mode: "paused", hung: 7});
    // Opening it again without the cell hanging: nothing is remembered once it was run.
    await later.page.getByRole("button", {name: /^Run all/}).click();
    await later.page.reload();
    expect(await opened(await later.notebook())).toMatchObject({mode: "run"});
  });

  test("that loads its page anew gets no second port", async () => {
    const window = await (await start()).open();
    const frame = await window.notebook();
    await frame.evaluate(() => location.reload());
    await window.page.getByText("The notebook stopped: its page loaded itself anew.").waitFor();
    await window.page.getByRole("button", {name: /^Restart: /}).click();
    expect(await textOf(await window.notebook())).toBe(files["first-light.html"]);
  });
});
