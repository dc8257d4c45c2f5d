import {writeFileSync} from "node:fs";
import path from "node:path";
import {afterEach, describe, expect, test} from "vitest";
import {openShell, type ShellHost, type ShellOptions} from "./openShell.ts";
import {files, hasReceived, notebook, opened, tell} from "./stubNotebook.ts";

let shell: ShellHost;
afterEach(() => shell?.close());
const start = async (options: ShellOptions = {}) => (shell = await openShell({files, ...options}));

describe("a notebook that was not made here", () => {
  test("opens as a preview with one Run button in the shell, and runs when it is pressed", async () => {
    const window = await (await start({trusted: false})).open();
    const {page} = window;
    const frame = await window.notebook();
    expect(await opened(frame)).toMatchObject({mode: "preview"});
    expect(await page.getByRole("button", {name: /^Run/}).count()).toBe(1);
    await page.getByRole("button", {name: /^Run/}).click();
    await hasReceived(frame, "run");
    await page.locator(".banner").waitFor({state: "hidden"});
    await page.reload();
    expect(await opened(await window.notebook())).toMatchObject({mode: "run"});
  });

  test("cannot write, save or keep anything while it is a preview", async () => {
    const window = await (await start({trusted: false})).open();
    const frame = await window.notebook();
    await tell(frame, {type: "save", revision: 5, text: "forged"});
    await tell(frame, {type: "changed", revision: 6, text: "forged", dirty: true});
    await tell(frame, {type: "store", request: 1, operation: "list"});
    await tell(frame, {type: "download", name: "a.txt", bytes: null});
    await tell(frame, {type: "title", title: "Seen"});
    await window.page.waitForFunction(() => document.title === "Seen — Subband");
    expect(shell.read("first-light.html")).toBe(files["first-light.html"]);
    expect(shell.requests.filter((request) => /^(PUT|DELETE)|\/api\/runs/.test(request))).toEqual([]);
    expect(await window.page.getByText("The notebook offers").count()).toBe(0);
  });

  test("becomes a preview again when someone else changes it", async () => {
    const window = await (await start({trusted: false})).open();
    await window.page.getByRole("button", {name: /^Run/}).click();
    await window.page.locator(".banner").waitFor({state: "hidden"});
    writeFileSync(
      path.join(shell.workspace, "first-light.html"),
      notebook("First light", "## Training", "one", "evil")
    );
    await window.page.getByText("Cells came in from outside Subband.").waitFor();
    await window.page.reload();
    expect(await opened(await window.notebook())).toMatchObject({mode: "preview"});
  });

  test("opens without running when Shift is held, trusted or not", async () => {
    const window = await (await start()).open();
    await window.notebook();
    await window.page.getByRole("treeitem", {name: "wavelets"}).click({modifiers: ["Shift"]});
    await window.page.waitForFunction(() => document.title === "Wavelets — Subband");
    const frame = await window.notebook();
    expect(await opened(frame)).toMatchObject({mode: "paused"});
    await window.page.getByRole("button", {name: /^Run all/}).click();
    await hasReceived(frame, "run");
  });
});
