import {afterEach, describe, expect, test} from "vitest";
import {openShell, type ShellHost, type ShellOptions} from "./openShell.ts";
import {files, opened, tell, type} from "./stubNotebook.ts";

let shell: ShellHost;
afterEach(() => shell?.close());
const start = async (options: ShellOptions = {}) => (shell = await openShell({files, ...options}));

describe("a run from the command line", () => {
  test("opens the notebook with what was asked for and hands on progress and report", async () => {
    await start({trusted: false, run: {path: "wavelets.html", set: {width: "16"}, backend: "wasm"}});
    const window = await shell.open();
    const frame = await window.notebook();
    expect(await opened(frame)).toMatchObject({mode: "run", batch: {set: {width: "16"}, backend: "wasm"}});
    await type(frame, "not to be saved");
    await tell(frame, {type: "progress", text: "epoch 1", fraction: 0.5});
    await tell(frame, {type: "report", report: '{"cells":[]}'});
    await expect
      .poll(() => shell.reports)
      .toEqual([
        {type: "progress", text: "epoch 1", fraction: 0.5},
        {type: "end", report: '{"cells":[]}'}
      ]);
    expect(shell.requests.filter((request) => request.startsWith("PUT"))).toEqual([]);
    expect(shell.read("wavelets.html")).toBe(files["wavelets.html"]);
  });

  test("ends with the reason when the notebook cannot be opened", async () => {
    await start({run: {path: "absent.html", set: {}, backend: "auto"}});
    await shell.open();
    await expect.poll(() => shell.reports.length).toBe(1);
    expect(shell.reports[0]).toMatchObject({type: "end", error: expect.stringContaining("absent.html")});
  });
});
