import {afterEach, describe, expect, test} from "vitest";
import {openShell, type ShellHost, type ShellOptions} from "./openShell.ts";
import {files, hasReceived, notebook, opened, tell, textOf} from "./stubNotebook.ts";

let shell: ShellHost;
afterEach(() => shell?.close());
const start = async (options: ShellOptions = {}) => (shell = await openShell({files, ...options}));

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
