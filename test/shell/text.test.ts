import path from "node:path";
import {afterEach, describe, expect, test} from "vitest";
import {openShell, type ShellHost, type ShellOptions} from "./openShell.ts";
import {files, hasReceived, notebook, textOf, type} from "./stubNotebook.ts";

let shell: ShellHost;
afterEach(() => shell?.close());
const start = async (options: ShellOptions = {}) => (shell = await openShell({files, ...options}));

describe("a notebook's text", () => {
  test("is in the journal at once and in the file when nothing is typed for a second", async () => {
    const window = await (await start()).open();
    const frame = await window.notebook();
    const text = notebook("First light", "typed");
    await type(frame, text);
    await window.page.locator("[data-state=journaled], [data-state=saving]").waitFor();
    await window.page.locator("[data-state=saved]").waitFor();
    expect(shell.read("first-light.html")).toBe(text);
    expect(await (await hasReceived(frame, "saved")).jsonValue()).toBe(true);
  });

  test("is written when the notebook asks for it, without autosave too", async () => {
    const window = await (await start()).open();
    const frame = await window.notebook();
    await window.page.evaluate(() => localStorage.setItem("autosave", "false"));
    await window.page.reload();
    const again = await window.notebook();
    const text = notebook("First light", "saved by hand");
    await type(again, text);
    await window.page.locator("[data-state=journaled]").waitFor();
    await again.locator("textarea").press("Control+s");
    await window.page.locator("[data-state=saved]").waitFor();
    expect(shell.read("first-light.html")).toBe(text);
    expect(frame).not.toBe(again);
  });

  test("comes back after the window was killed, and can be undone to the file and redone", async () => {
    const window = await (await start()).open();
    const frame = await window.notebook();
    await window.page.evaluate(() => localStorage.setItem("autosave", "false"));
    await window.page.reload();
    const text = notebook("First light", "typed and never saved");
    await type(await window.notebook(), text);
    await window.page.locator("[data-state=journaled]").waitFor();
    await window.close(); // no pagehide, no time to say goodbye
    expect(frame).toBeDefined();

    const later = await shell.open();
    expect(await textOf(await later.notebook())).toBe(text);
    await later.page.getByText(/^Restored unsaved changes from \d\d:\d\d\.$/).waitFor();
    expect(shell.read("first-light.html")).toBe(files["first-light.html"]);

    await later.page.getByRole("button", {name: /^Undo to file/}).click();
    await later.page.getByText("Went back to the file.").waitFor();
    expect(await textOf(await later.notebook())).toBe(files["first-light.html"]);
    await later.page.getByRole("button", {name: "Undo", exact: true}).click();
    await later.page.getByText(/^Restored unsaved/).waitFor();
    expect(await textOf(await later.notebook())).toBe(text);
    await later.page.getByRole("button", {name: /^Keep/}).click();
    await later.page.locator("[data-state=saved]").waitFor();
    expect(shell.read("first-light.html")).toBe(text);
  });

  test("says that the host was started anew, takes its new address in the same tab, and has lost nothing", async () => {
    const window = await (await start()).open();
    const {page} = window;
    const frame = await window.notebook();
    await frame.evaluate(() => Object.assign(globalThis, {mark: 1}));
    await shell.restart();
    const text = notebook("First light", "typed meanwhile");
    await type(frame, text);
    await page.getByText("Subband was started anew and does not know this window.").waitFor();
    expect(await page.getByText("Subband’s host does not answer").count()).toBe(0);
    expect(await page.evaluate(() => document.title)).toMatch(/^• /);
    // As a person pastes it: the origin is the same, so the fragment is all that changes.
    await page.evaluate((address) => (location.href = address), shell.address());
    await page.locator("[data-state=saved]").waitFor();
    expect(shell.read("first-light.html")).toBe(text);
    expect(page.url()).toBe(`${shell.origin}/#open=first-light.html`);
    expect(await page.getByText("Subband was started anew").isVisible()).toBe(false);
    expect(await frame.evaluate(() => Reflect.get(globalThis, "mark"))).toBe(1);
    // The new host's events arrive again.
    shell.put("later.html", notebook("Later"));
    await page.getByRole("treeitem", {name: "later"}).waitFor();
  });

  test("takes the new address of a host that was started anew in a dialog too", async () => {
    const window = await (await start()).open();
    const {page} = window;
    const frame = await window.notebook();
    await shell.restart();
    await type(frame, notebook("First light", "typed meanwhile"));
    // By key: a click in the moment in which the line moves the frame down may still reach the frame.
    await page.getByRole("button", {name: "New address…"}).press("Enter");
    await page.getByRole("dialog").getByRole("textbox").and(page.locator(":focus")).waitFor();
    await page.keyboard.type("http://app.localhost/");
    await page.keyboard.press("Enter");
    await page.getByText("an address that ends in #code=…").waitFor();
    await page.keyboard.press("Control+a");
    await page.keyboard.type(shell.address());
    await page.keyboard.press("Enter");
    await page.locator("[data-state=saved]").waitFor();
    expect(shell.read("first-light.html")).toContain("typed meanwhile");
  });

  test("is merged with what someone else wrote into other lines", async () => {
    const window = await (await start()).open();
    const frame = await window.notebook();
    await window.page.evaluate(() => localStorage.setItem("autosave", "false"));
    await window.page.reload();
    const again = await window.notebook();
    await type(again, files["first-light.html"].replace("one", "one, here"));
    await window.page.locator("[data-state=journaled]").waitFor();
    shell.put("first-light.html", files["first-light.html"].replace("two", "two, there"));
    await again.waitForFunction(() =>
      (Reflect.get(globalThis, "stub") as {box: HTMLTextAreaElement}).box.value.includes("two, there")
    );
    expect(await textOf(again)).toContain("one, here");
    await window.page.keyboard.press("Control+s");
    await again.locator("textarea").press("Control+s");
    await window.page.locator("[data-state=saved]").waitFor();
    expect(shell.read("first-light.html")).toContain("one, here\ntwo, there");
    expect(frame).toBeDefined();
  });

  test("is never written over a conflicting change: both texts are shown and the person chooses", async () => {
    const window = await (await start()).open();
    const {page} = window;
    const frame = await window.notebook();
    await page.evaluate(() => localStorage.setItem("autosave", "false"));
    await page.reload();
    const again = await window.notebook();
    await type(again, files["first-light.html"].replace("one", "one, here"));
    await page.locator("[data-state=journaled]").waitFor();
    shell.put("first-light.html", files["first-light.html"].replace("one", "one, there"));
    const dialog = page.getByRole("dialog", {name: "First light was changed outside Subband"});
    await dialog.waitFor();
    await dialog.getByText("one, here").waitFor();
    await dialog.getByText("one, there").waitFor();
    await dialog.getByRole("button", {name: "Decide later"}).click();
    await page.locator("[data-state=conflict]").click();
    expect(shell.read("first-light.html")).toContain("one, there");
    await dialog.getByRole("button", {name: "Keep both"}).click();
    await again.waitForFunction(() =>
      (Reflect.get(globalThis, "stub") as {box: HTMLTextAreaElement}).box.value.includes("one, here one, there")
    );
    await page.locator("[data-state=journaled]").waitFor();
    await again.locator("textarea").press("Control+s");
    await page.locator("[data-state=saved]").waitFor();
    expect(shell.read("first-light.html")).toContain("one, here one, there");
    expect(frame).toBeDefined();
  });

  test("stays when the file is deleted outside, and is written again when asked", async () => {
    const window = await (await start()).open();
    await window.notebook();
    const {unlinkSync} = await import("node:fs");
    unlinkSync(path.join(shell.workspace, "first-light.html"));
    await window.page.getByText("The file was deleted or moved outside Subband.").waitFor();
    await window.page.getByRole("button", {name: /^Write it again/}).click();
    await window.page.locator("[data-state=saved]").waitFor();
    expect(shell.read("first-light.html")).toBe(files["first-light.html"]);
  });
});
