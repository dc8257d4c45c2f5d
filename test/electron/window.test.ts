import path from "node:path";
import {afterEach, describe, expect, inject, test, vi} from "vitest";
import type {Frame} from "playwright-core";
import type {MenuItemConstructorOptions} from "electron/main";
import {event} from "./double/event.ts";
import {openDisplay} from "./double/display.ts";
import {launch, type Program} from "./program.ts";

const notebook = (title: string) => `<notebook>\n<title>${title}</title>\n# ${title}\n</notebook>\n`;

let program: Program;
afterEach(() => program?.end());

/** The real main and preload, with the real shell, in Chromium. */
async function open() {
  program = await launch({
    files: {"a.html": notebook("A"), "sub/b.html": notebook("B")},
    args: (workspace) => [path.join(workspace, "a.html")],
    prepare: async ({state}) => void (state.display = await openDisplay(inject("browser"), state))
  });
  await program.start();
  const display = program.state.display;
  if (!display) throw new Error("no display");
  await vi.waitFor(() => display.page(), 20_000);
  const page = display.page();
  return {display, page, frame: await notebookFrame()};
}

async function notebookFrame(): Promise<Frame> {
  const page = program.state.display?.page();
  const frame = await (await page?.waitForSelector("iframe.shown"))?.contentFrame();
  if (!frame) throw new Error("no notebook");
  await frame.waitForFunction(() => Reflect.get(globalThis, "stub") !== undefined, undefined, {polling: 50});
  return frame;
}

const choose = (label: string) => {
  const items = program.state.menu.flatMap(({submenu}) => (Array.isArray(submenu) ? submenu : []));
  const item = items.find((each) => each.label === label) as MenuItemConstructorOptions;
  (item.click as () => void)();
};
const title = (wanted: string) =>
  program.state.display?.page().waitForFunction((expected) => document.title === expected, `${wanted} — Subband`);

describe("the desktop program in Chromium", () => {
  test("shows the shell and the notebook that it was started with, each on its own origin", async () => {
    const {page, frame, display} = await open();
    await title("A");
    expect(new URL(page.url()).hostname).toBe("ui.app.localhost");
    expect(new URL(frame.url()).hostname).toMatch(/^nb-[a-z2-7]{26}\.app\.localhost$/);
    expect(display.requests[0]).toBe("GET app://ui/");
    expect(display.requests.every((request) => request.includes(" app://"))).toBe(true);
  });

  test("saves what is typed to the file", async () => {
    const {frame, page} = await open();
    await frame.evaluate((text) => {
      const {box} = Reflect.get(globalThis, "stub") as {box: HTMLTextAreaElement};
      box.value = text;
      box.dispatchEvent(new InputEvent("input"));
    }, notebook("A, edited"));
    await page.locator("[data-state=saved]").waitFor();
    await vi.waitFor(() => expect(program.read("a.html")).toBe(notebook("A, edited")), 5000);
  });

  test("gives the shell one function of the desktop, and a notebook none", async () => {
    const {page, frame} = await open();
    expect(await page.evaluate(() => Object.keys(Reflect.get(globalThis, "desktop") as object))).toEqual([
      "pathForFile"
    ]);
    for (const name of ["desktop", "require", "process", "electron"])
      expect(await frame.evaluate((each) => typeof Reflect.get(globalThis, each), name)).toBe("undefined");
  });

  test("does what the menu says through the shell", async () => {
    const {page} = await open();
    await title("A");
    choose("Find a Notebook or a Command");
    await page.getByRole("dialog", {name: "Palette"}).waitFor();
    await page.keyboard.press("Escape");
    choose(process.platform === "darwin" ? "Show in Finder" : "Show in Folder");
    await vi.waitFor(() => expect(program.state.shown).toEqual([path.join(program.workspace, "a.html")]), 5000);
  });

  test("opens a file that the system hands over while it runs, and says where one belongs that lies elsewhere", async () => {
    await open();
    await title("A");
    const app = program.app as unknown as NodeJS.EventEmitter;
    app.emit("open-file", event(), path.join(program.workspace, "sub/b.html"));
    await title("B");
    app.emit("second-instance", event(), ["subband", path.join(program.workspace, "a.html")], "/");
    await title("A");
    app.emit("open-file", event(), "/elsewhere/c.html");
    await vi.waitFor(() =>
      expect(program.state.messages).toEqual([expect.stringContaining("c.html is not in the folder")])
    );
  });

  test("opens a dropped file where it is when it lies in the folder", async () => {
    const {page} = await open();
    await title("A");
    const full = path.join(program.workspace, "sub/b.html");
    await page.evaluate((where) => {
      Object.assign(globalThis, {testPaths: {"b.html": where}});
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(["x"], "b.html"));
      document.querySelector(".sidebar")?.dispatchEvent(new DragEvent("drop", {dataTransfer, bubbles: true}));
    }, full);
    await title("B");
  });

  test("keeps the machine awake while something trains, and no longer", async () => {
    const {frame} = await open();
    const status = (runs: number) =>
      frame.evaluate((count) => {
        const {send} = Reflect.get(globalThis, "stub") as {send: (message: unknown) => void};
        send({type: "status", backend: "wasm", device: "", reason: "", running: null, runs: count});
      }, runs);
    const [window] = program.openWindows;
    await status(1);
    await vi.waitFor(() => expect(program.state.asleep.size).toBe(1), 5000);
    expect(window.contents.throttled).toBe(false);
    await status(0);
    await vi.waitFor(() => expect(program.state.asleep.size).toBe(0), 5000);
    expect(window.contents.throttled).toBe(true);
  });

  test("lets a notebook go nowhere", async () => {
    const {frame, page, display} = await open();
    const before = display.requests.length;
    await frame.evaluate(() => {
      try {
        window.top?.location.assign("https://example.org/");
      } catch {
        // the sandbox says no aloud
      }
    });
    expect(await frame.evaluate(() => window.open("https://example.org/"))).toBeNull();
    // Last, since a refused navigation may still take the frame's page away while it is asked
    for (const address of ["https://example.org/", "http://ui.app.localhost/", "data:text/html,x"])
      await frame.evaluate((to) => void (location.href = to), address).catch(() => undefined);
    await page.getByRole("button", {name: "New notebook"}).click();
    await title("Untitled");
    expect(display.requests.slice(before).filter((request) => !/app:\/\/(ui|nb-)/.test(request))).toEqual([]);
    expect(program.state.opened).toEqual([]);
  });

  test("gives a notebook nothing of the API", async () => {
    const {frame, display} = await open();
    const shell = new URL(display.page().url()).origin;
    const outcome = await frame.evaluate(
      (origin) =>
        Promise.all(
          ["/api/about", "/api/workspace", "/"].map((path) =>
            fetch(origin + path).then(
              () => "answered",
              () => "refused"
            )
          )
        ),
      shell
    );
    expect(outcome).toEqual(["refused", "refused", "refused"]);
  });
});
