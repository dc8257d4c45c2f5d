// A notebook that means harm, in the window that a person uses: host, shell and the notebook's page as they were built.
// Its cells do the trying, for what a driver evaluates is exempt from a page's policy; the test reads what they wrote
// down, what the host was asked, and what reached a server that stands for the world outside.
import {existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync} from "node:fs";
import {createServer, type Server} from "node:http";
import type {AddressInfo} from "node:net";
import path from "node:path";
import type {Frame} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test, vi} from "vitest";
import {openShell, type ShellHost, type ShellWindow} from "./shell/openShell.ts";

const secret = "the person's secret";
const template = readFileSync("test/hostile/notebook.html", "utf8");
const other = `<!doctype html>
<notebook theme="air">
  <title>Other</title>
  <script id="1" type="module">
    localStorage.setItem("other-secret", "${secret}");
    indexedDB.open("other-secret");
    new BroadcastChannel("secrets").onmessage = ({target}) => target.postMessage("${secret}");
  </script>
</notebook>
`;

/** What came from the notebook to the world outside; empty is what it should be. */
const reached: string[] = [];
let sink: Server;
let shell: ShellHost;
let window: ShellWindow;
let otherOrigin: string;
const hostile = (move: string) =>
  template
    .replaceAll("%SINK%", `http://127.0.0.1:${(sink.address() as AddressInfo).port}`)
    .replaceAll("%OTHER%", otherOrigin)
    .replaceAll("%MOVE%", move);

/** Opens a notebook of the workspace by the list of files, and waits until its frame is seen. */
async function open(name: string): Promise<Frame> {
  const {page} = window;
  await page.getByRole("treeitem", {name, exact: true}).click();
  await page.locator(`[role=treeitem][aria-current=page][aria-label="${name}"]`).waitFor();
  const frame = await (await page.waitForSelector("iframe.shown")).contentFrame();
  if (frame === null) throw new Error("the notebook has no frame");
  return frame;
}

/**
 * The longest that the shell took to come back from a timer of 10 ms, over a second. Alone it is some milliseconds; on a
 * busy machine it may be many, so the bound is what a person would call frozen.
 */
const frozen = 3000;
const shellLatency = () =>
  window.page.evaluate(async () => {
    let longest = 0;
    for (const end = performance.now() + 1000; performance.now() < end;) {
      const began = performance.now();
      await new Promise((resolve) => setTimeout(resolve, 10));
      longest = Math.max(longest, performance.now() - began - 10);
    }
    return longest;
  });

/** The shell is where it was, untouched, and still does what it is asked. */
async function expectShellWhole() {
  const {page} = window;
  const state = await page.evaluate(() => ({
    origin: location.origin,
    evil: Reflect.get(globalThis, "evil") as unknown,
    scripts: [...document.scripts].map(({src}) => new URL(src).pathname),
    foreign: document.querySelectorAll("img, object, embed, base, form").length,
    dialogs: document.querySelectorAll("dialog[open]").length
  }));
  expect(state).toEqual({origin: shell.origin, evil: undefined, scripts: ["/shell.js"], foreign: 0, dialogs: 0});
  expect(window.context.pages()).toHaveLength(1);
  const mark = `proof-${Math.random().toString(36).slice(2)}.csv`;
  shell.put(mark, "1\n");
  await page.getByRole("treeitem", {name: mark}).waitFor();
}

beforeAll(async () => {
  sink = createServer((request, response) => {
    reached.push(`${request.method} ${decodeURIComponent(request.url ?? "")}`);
    response.writeHead(200, {"access-control-allow-origin": "*"}).end("reached");
  });
  sink.on("connection", () => reached.push("a connection"));
  sink.on("upgrade", (request, socket) => {
    reached.push(`upgrade ${request.url}`);
    socket.destroy();
  });
  await new Promise<void>((resolve) => sink.listen(0, "127.0.0.1", resolve));
  if (!existsSync("dist/renderer/notebook.js")) throw new Error("nothing is built; npm test builds first");
  shell = await openShell({assets: "dist/renderer", ownBrowser: true, files: {"other.html": other, "a.txt": "mine"}});
  writeFileSync(path.join(shell.workspace, "../secret.txt"), secret);
  symlinkSync("../secret.txt", path.join(shell.workspace, "link.txt"));
  mkdirSync(path.join(shell.workspace, ".hidden"));
  writeFileSync(path.join(shell.workspace, ".hidden/secret.txt"), secret);
  window = await shell.open({more: "&open=other.html"});
  const frame = await (await window.page.waitForSelector("iframe.shown")).contentFrame();
  await frame?.waitForFunction(() => localStorage.getItem("other-secret") !== null, undefined, {polling: 50});
  otherOrigin = new URL(frame?.url() ?? "").origin;
});
afterAll(async () => {
  await shell?.close();
  sink?.closeAllConnections();
  await new Promise((resolve) => sink.close(resolve));
});

describe("a hostile notebook", () => {
  // One line of the notebook each, and those in loops more often: two for each of six paths, one for each of six links.
  const attempts = [...template.matchAll(/^ +attempt\(/gm)].length - 3 + 2 * 6 + 6;
  let findings: Record<string, string> = {};
  let answered: ShellHost["answers"] = [];
  let filesBefore: string[] = [];

  beforeAll(async () => {
    shell.put("hostile.html", hostile("none"));
    filesBefore = readdirSync(shell.workspace);
    await window.page.getByRole("treeitem", {name: "hostile"}).waitFor();
    const from = shell.answers.length;
    const frame = await open("hostile");
    const read = () => frame.evaluate(() => (Reflect.get(globalThis, "findings") ?? {}) as Record<string, string>);
    await vi.waitFor(
      async () => {
        findings = await read();
        const waiting = Object.entries(findings).filter(([, outcome]) => outcome === "waiting");
        const tried = Object.keys(findings).length;
        if (tried < attempts || waiting.length > 0)
          throw new Error(`${tried} of ${attempts} tried; ${waiting.join(", ")}`);
      },
      {timeout: 60_000, interval: 200}
    );
    answered = shell.answers.slice(from);
  });

  test("makes more than twenty attempts, and gets nothing by any", () => {
    expect(Object.keys(findings).length).toBeGreaterThan(20);
    expect(Object.entries(findings).filter(([, outcome]) => outcome.startsWith("got"))).toEqual([]);
  });

  test("reaches nothing outside this machine's host", () => expect(reached).toEqual([]));

  test("gets no answer of the shell's origin", () => {
    const asked = answered.filter(
      ({line, initiator}) => line.includes(` ${shell.origin}/`) && initiator !== "self" && initiator !== "none"
    );
    expect(asked.filter(({status}) => status < 400)).toEqual([]);
  });

  test("gets of its own origin what was built for notebooks, and nothing else", () => {
    const given = answered.filter(({line, status}) => line.includes("//nb-") && status < 400);
    const paths = given.map(({line}) => new URL(line.split(" ")[1]).pathname);
    expect(paths).toContain("/");
    expect(paths.filter((path) => !/^\/($|notebook\.(js|css)$|(chunks|lib|assets)\/[\w.-]+$)/.test(path))).toEqual([]);
  });

  test("changes no file but its own", () => {
    expect(
      readdirSync(shell.workspace).filter((file) => !filesBefore.includes(file) && !file.startsWith("proof-"))
    ).toEqual([]);
    expect(readFileSync(path.join(shell.workspace, "../secret.txt"), "utf8")).toBe(secret);
    expect(shell.read("other.html")).toBe(other);
    expect(shell.read("hostile.html")).toBe(hostile("none"));
  });

  test("puts no file on the person's disk: they are offered, under harmless names", async () => {
    const offers = await window.page.locator(".toast").allTextContents();
    expect(offers.every((text) => /The notebook offers bashrc, 3 B\./.test(text))).toBe(true);
    expect(offers.length).toBeLessThanOrEqual(3);
  });

  test("leaves the shell whole and quick", async () => {
    await expectShellWhole();
    expect(await shellLatency()).toBeLessThan(frozen);
  });

  test("cannot keep the shell from starting again by its cookies", async () => {
    await window.page.reload();
    await window.page.locator("[role=treeitem]").first().waitFor();
    await expectShellWhole();
  });
});

describe("a move of a hostile notebook", () => {
  const moves = [...template.matchAll(/^ {6}"([^"]+)": /gm)].map(([, name]) => name);
  // These end the page, and the shell says so and offers a new one.
  const fatal = ["its page anew", "a second greeting", "a flood of messages"];
  const endless = ["a cell without end"];

  test("is one of at least a dozen", () => expect(moves.length).toBeGreaterThanOrEqual(12));

  test.each(moves)("takes nothing and freezes nobody: %s", async (move) => {
    const {page} = window;
    const name = `move-${moves.indexOf(move)}`;
    shell.put(`${name}.html`, hostile(move));
    await page.getByRole("treeitem", {name, exact: true}).waitFor();
    const frame = await open(name);
    if (fatal.includes(move)) await page.getByText("The notebook stopped:").waitFor();
    else if (endless.includes(move)) await page.getByText("cell 14 does not answer").waitFor();
    else
      await vi.waitFor(
        async () => {
          // A page that stayed says that the move was made; one that was stopped on its way out is an error page now.
          const gone = !frame.url().startsWith("http://nb-");
          const made =
            gone || (await frame.evaluate(() => Reflect.get(globalThis, "moved") as unknown).catch(() => "gone"));
          if (!made) throw new Error("the move was not made yet");
        },
        {timeout: 20_000, interval: 100}
      );
    expect(await shellLatency()).toBeLessThan(frozen);
    await expectShellWhole();
    expect(reached).toEqual([]);

    // Another notebook works on beside it.
    const beside = await open("other");
    expect(await beside.evaluate(() => localStorage.getItem("other-secret"))).toBe(secret);

    // And this one comes back, without running when it did not answer.
    await page.getByRole("treeitem", {name, exact: true}).click();
    await page.locator(".status").getByRole("button", {name: "Restart"}).click();
    if (endless.includes(move)) await page.getByText("Cell 14 did not end last time, so nothing runs yet.").waitFor();
    await page.keyboard.press("Alt+w");
    await page.locator(`[role=treeitem][aria-current=page][aria-label="${name}"]`).waitFor({state: "detached"});
  });
});
