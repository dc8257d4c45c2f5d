import {writeFileSync} from "node:fs";
import path from "node:path";
import {afterEach, describe, expect, test} from "vitest";
import type {Frame} from "playwright-core";
import {openShell, type ShellHost, type ShellOptions} from "./openShell.ts";

const notebook = (title: string, ...lines: string[]) =>
  [`<!doctype html>`, `<notebook>`, `<title>${title}</title>`, `# ${title}`, ...lines, `</notebook>`, ``].join("\n");

const files = {
  "first-light.html": notebook("First light", "## Training", "one", "two"),
  "wavelets.html": notebook("Wavelets"),
  "sub/deep.html": notebook("Deep"),
  "sub/digits.csv": "1,2\n"
};

let shell: ShellHost;
afterEach(() => shell?.close());
const start = async (options: ShellOptions = {}) => (shell = await openShell({files, ...options}));

/** Types into the stub as a person would: the text, and the event that follows. */
const type = (frame: Frame, text: string) =>
  frame.evaluate((value) => {
    const {box} = Reflect.get(globalThis, "stub") as {box: HTMLTextAreaElement};
    box.value = value;
    box.dispatchEvent(new InputEvent("input"));
  }, text);
const textOf = (frame: Frame) =>
  frame.evaluate(() => (Reflect.get(globalThis, "stub") as {box: HTMLTextAreaElement}).box.value);
const opened = (frame: Frame) =>
  frame.evaluate(() => {
    const {received} = Reflect.get(globalThis, "stub") as {received: {type: string}[]};
    return received.find((message) => message.type === "open") as Record<string, unknown> | undefined;
  });
/** Sends a message from the frame; bytes do not survive the way there, so null stands for three of them. */
const tell = (frame: Frame, message: Record<string, unknown>) =>
  frame.evaluate((each) => {
    const {send} = Reflect.get(globalThis, "stub") as {send: (m: unknown) => void};
    send("bytes" in each ? {...each, bytes: new Uint8Array(3)} : each);
  }, message);
const hasReceived = (frame: Frame, wanted: string) =>
  frame.waitForFunction(
    (kind) =>
      (Reflect.get(globalThis, "stub") as {received: {type: string}[]}).received.some(({type}) => type === kind),
    wanted,
    // not by frames: a page that is seen for a moment only may draw none
    {polling: 50}
  );

describe("the window", () => {
  test("takes the launch code out of the address and keeps no token in it", async () => {
    const {page} = await (await start()).open();
    await page.waitForSelector("iframe.shown");
    expect(page.url()).toBe(`${shell.origin}/#open=first-light.html`);
    expect(await page.content()).not.toContain(await page.evaluate(() => sessionStorage.getItem("token") ?? "?"));
  });

  test("goes on with its session when it is loaded again", async () => {
    const window = await (await start()).open();
    await window.notebook();
    await window.page.reload();
    expect(await textOf(await window.notebook())).toBe(files["first-light.html"]);
  });

  test("keeps its key when it is loaded again before the launch code was answered", async () => {
    const {page} = await (await start()).open();
    await page.waitForSelector("iframe.shown");
    const other = await page.context().newPage();
    let lost = 0;
    await other.route("**/api/session", async (route) => {
      if (lost++ > 0) return route.continue();
      // The host has used up the code; its answer comes to a page that is gone.
      const {handle} = shell.host;
      const asked = route.request();
      const request = new Request(asked.url(), {
        method: "POST",
        headers: {"content-type": "application/json", origin: shell.origin, host: new URL(shell.origin).host},
        body: asked.postData()
      });
      expect((await handle(request, {transport: "test", initiator: "self"})).status).toBe(200);
      await other.reload();
    });
    await other.goto(shell.address()).catch(() => undefined);
    await other.waitForSelector("iframe.shown");
    expect(lost).toBe(2);
  });

  test("says what to do when it has no key", async () => {
    const {page, context} = await (await start()).open();
    await page.waitForSelector("iframe.shown");
    const other = await context.newPage();
    await other.goto(shell.origin);
    await other.getByRole("heading", {name: "This window has no key"}).waitFor();
  });

  test("refuses a launch code that was used", async () => {
    await start();
    const address = shell.address();
    const {page, context} = await shell.open();
    await page.waitForSelector("iframe.shown");
    for (const expected of ["iframe.shown", "main.stop"]) {
      const other = await context.newPage();
      await other.goto(address);
      await other.waitForSelector(expected);
    }
  });

  test("opens a notebook in a sandboxed frame of its own origin", async () => {
    const window = await (await start()).open();
    const frame = await window.notebook();
    expect(new URL(frame.url()).hostname).toMatch(/^nb-[a-z2-7]{26}\.app\.localhost$/);
    const element = await window.page.waitForSelector("iframe.shown");
    expect(await element.getAttribute("sandbox")).toBe(
      "allow-scripts allow-same-origin allow-forms allow-downloads allow-pointer-lock"
    );
    expect(await element.getAttribute("allow")).toBe("cross-origin-isolated");
    expect(await frame.evaluate(() => crossOriginIsolated)).toBe(true);
    expect(window.errors).toEqual([]);
  });

  test("lists notebooks, folders and files, and opens what is chosen", async () => {
    const window = await (await start()).open();
    const {page} = window;
    await window.notebook();
    const names = await page.locator("[role=treeitem]").evaluateAll((items) => items.map((item) => item.ariaLabel));
    expect(names).toEqual(["first-light", "wavelets", "sub", "deep", "digits.csv"]);
    await page.getByRole("treeitem", {name: "wavelets"}).click();
    await page.waitForFunction(() => document.title === "Wavelets — Subband");
    expect(await textOf(await window.notebook())).toBe(files["wavelets.html"]);
  });

  test("keeps a notebook's page while another is seen", async () => {
    const window = await (await start()).open();
    const {page} = window;
    const frame = await window.notebook();
    await frame.evaluate(() => Object.assign(globalThis, {mark: 1}));
    await page.getByRole("treeitem", {name: "wavelets"}).click();
    await page.waitForFunction(() => document.title === "Wavelets — Subband");
    await page.getByRole("treeitem", {name: "first-light"}).click();
    await page.waitForFunction(() => document.title === "First light — Subband");
    expect(await (await window.notebook()).evaluate(() => Reflect.get(globalThis, "mark"))).toBe(1);
  });

  test("shows the outline and scrolls to what is chosen in it", async () => {
    const window = await (await start()).open();
    const frame = await window.notebook();
    await window.page.getByRole("button", {name: "Training"}).click();
    await hasReceived(frame, "reveal");
  });

  test("names the backend and says why", async () => {
    const {page} = await (await start()).open();
    const backend = page.getByRole("button", {name: /^Backend: wasm/});
    expect(await backend.getAttribute("title")).toContain("WebGPU has no adapter here");
    await backend.click();
    await page.getByText("WebGPU has no adapter here").waitFor();
  });

  test("shows the running cell and jumps to it", async () => {
    const window = await (await start()).open();
    const frame = await window.notebook();
    await tell(frame, {type: "status", backend: "wasm", device: "", reason: "", running: 4, runs: 1});
    await window.page.getByRole("button", {name: "cell 4"}).click();
    await hasReceived(frame, "reveal");
  });

  test("is used by keyboard alone: palette, files, panes", async () => {
    const window = await (await start()).open();
    const {page} = window;
    await window.notebook();
    await page.locator("[role=treeitem][tabindex='0']").focus();
    await page.keyboard.press("Control+k");
    await page.keyboard.type("wavel");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.title === "Wavelets — Subband");
    await page.locator("[role=treeitem][tabindex='0']").focus();
    await page.keyboard.press("End");
    await page.keyboard.press("ArrowLeft"); // to "sub"
    await page.keyboard.press("ArrowLeft"); // folds it
    expect(await page.getByRole("treeitem").count()).toBe(3);
    await page.keyboard.press("Home");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.title === "First light — Subband");
    const seen = () => page.evaluate(() => document.activeElement?.tagName);
    await page.keyboard.press("F6");
    expect(await seen()).toBe("IFRAME");
    await page.locator(".status button").first().focus();
    await page.keyboard.press("F6");
    expect(await seen()).toBe("LI");
  });

  test("offers the notebook's own commands in the palette and sends back the chosen one", async () => {
    const window = await (await start()).open();
    const frame = await window.notebook();
    await frame.locator("textarea").press("Control+k");
    // By key: a press in the very frame in which the palette appears may still be given to the notebook below it.
    await window.page.getByRole("option", {name: /Insert a cell below/}).waitFor();
    await window.page.keyboard.type("insert below");
    await window.page.keyboard.press("Enter");
    await hasReceived(frame, "command");
  });

  test("makes, renames and deletes notebooks, and brings a deleted one back", async () => {
    const window = await (await start()).open();
    const {page} = window;
    await window.notebook();
    await page.getByRole("button", {name: "New notebook"}).click();
    await page.waitForFunction(() => document.title === "Untitled — Subband");
    expect(shell.read("untitled.html")).toContain("<title>Untitled</title>");
    const made = await window.notebook();
    expect(await opened(made)).toMatchObject({mode: "run"});
    // Whoever made it types into its cell.
    await hasReceived(made, "command");
    expect(await page.evaluate(() => document.activeElement?.className)).toContain("notebook-frame");

    await page.getByRole("treeitem", {name: "untitled"}).focus();
    await page.keyboard.press("F2");
    await page.keyboard.press("Control+a");
    await page.keyboard.type("wavelets");
    await page.keyboard.press("Enter");
    await page.getByText("wavelets.html exists already").waitFor();
    await page.keyboard.press("Control+a");
    await page.keyboard.type("new/thoughts");
    await page.keyboard.press("Enter");
    await page.getByRole("treeitem", {name: "thoughts"}).waitFor();
    expect(shell.read("new/thoughts.html")).toContain("Untitled");

    await page.getByRole("treeitem", {name: "thoughts"}).focus();
    await page.keyboard.press("Delete");
    await page.getByText("Deleted thoughts.").waitFor();
    expect(() => shell.read("new/thoughts.html")).toThrow();
    await page.getByRole("button", {name: "Undo"}).click();
    await page.getByRole("treeitem", {name: "thoughts"}).waitFor();
    expect(shell.read("new/thoughts.html")).toContain("Untitled");
  });

  test("says so when there is nothing yet, and how to begin", async () => {
    const {page} = await (await start({files: {}})).open();
    await page.getByRole("heading", {name: "No notebooks here yet"}).waitFor();
    await page.locator(".welcome").getByRole("button", {name: "New notebook"}).click();
    await page.waitForFunction(() => document.title === "Untitled — Subband");
  });

  test("copies what a cell needs to read a file beside it", async () => {
    const window = await (
      await start()
    ).open({
      more: "&open=sub/deep.html",
      context: {permissions: ["clipboard-read", "clipboard-write"]}
    });
    await window.notebook();
    await window.page.getByRole("treeitem", {name: "digits.csv"}).click();
    await window.page.getByText("Copied the FileAttachment of digits.csv").waitFor();
    expect(await window.page.evaluate(() => navigator.clipboard.readText())).toBe('FileAttachment("digits.csv")');
  });

  test("saves a file that the notebook offers only when the person pressed", async () => {
    const window = await (
      await start({files: {"a.html": notebook("A", "offers a file")}})
    ).open({more: "&open=a.html"});
    const {page} = window;
    let saved = 0;
    page.on("download", () => (saved += 1));
    // Looking into the page by a locator counts as a press of the person: wait for the shell's first ping by ear.
    await page.waitForEvent("console", (message) => message.text() === "pinged");
    await page.getByText("The notebook offers evil.exe.txt, 3 B.").waitFor();
    expect(saved).toBe(0);
    const download = page.waitForEvent("download");
    await page.getByRole("button", {name: "Save", exact: true}).click();
    expect((await download).suggestedFilename()).toBe("evil.exe.txt");
  });

  test("saves a file at once when the person just pressed in the notebook", async () => {
    const window = await (await start()).open();
    const frame = await window.notebook();
    await frame.locator("textarea").click();
    const download = window.page.waitForEvent("download");
    await tell(frame, {type: "download", name: "weights.safetensors", bytes: null});
    expect((await download).suggestedFilename()).toBe("weights.safetensors");
    await window.page.getByText("Saved weights.safetensors, 3 B.").waitFor();
  });

  test("fits a small screen: files come over the notebook and go when one is chosen", async () => {
    const window = await (await start()).open({context: {viewport: {width: 390, height: 700}}});
    const {page} = window;
    await window.notebook();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(await page.locator(".sidebar").isVisible()).toBe(false);
    await page.getByRole("button", {name: "Files and outline"}).click();
    await page.getByRole("treeitem", {name: "wavelets"}).click();
    await page.waitForFunction(() => document.title === "Wavelets — Subband");
    expect(await page.locator(".sidebar").isVisible()).toBe(false);
  });

  test("takes files that are dropped on it, under a free name, and trusts none of them", async () => {
    const window = await (await start({trusted: false})).open();
    const {page} = window;
    await window.notebook();
    const drop = (name: string, text: string) =>
      page.evaluate(
        ([name, text]) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([text], name));
          document.querySelector(".sidebar")?.dispatchEvent(new DragEvent("drop", {dataTransfer, bubbles: true}));
        },
        [name, text]
      );
    await drop("values.csv", "1\n");
    await page.getByRole("treeitem", {name: "values.csv"}).waitFor();
    expect(shell.read("values.csv")).toBe("1\n");
    await drop("wavelets.html", notebook("Brought"));
    await page.waitForFunction(() => document.title === "Brought — Subband");
    expect(await opened(await window.notebook())).toMatchObject({mode: "preview"});
    expect(shell.read("wavelets.html")).toBe(files["wavelets.html"]);
    expect(shell.read("wavelets-2.html")).toBe(notebook("Brought"));
  });

  test("follows files that come and go outside", async () => {
    const window = await (await start()).open();
    await window.notebook();
    shell.put("arrived.html", notebook("Arrived"));
    await window.page.getByRole("treeitem", {name: "arrived"}).waitFor();
  });
});

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
