import {mkdirSync, writeFileSync} from "node:fs";
import path from "node:path";
import {chromium, type Browser, type Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, inject, test} from "vitest";
import type {Host} from "../../host/host.ts";
import {httpOrigins, type Origins} from "../../host/origins.ts";
import {type Reservation, reservePort} from "../../host/server.ts";
import {type House, makeHouse} from "./house.ts";

// What the headers bring about in a real browser. The pages do the probing themselves, for what a driver evaluates is
// exempt from a page's policy; they leave their findings where the driver can read them.

/** Runs `probe` and names what came of it: its value, or the error's name. */
const attempt = `const attempt = async (probe) => { try { return await probe(); } catch (error) { return error.name; } };`;

const shellScript = `
${attempt}
const probes = {
  isolated: () => crossOriginIsolated,
  cluster: () => originAgentCluster,
  evaluates: () => (0, eval)("1"),
  fetchesNotebook: () => fetch(new URLSearchParams(location.search).get("frame")).then(() => "read it"),
  otherSite: () => fetch("http://127.0.0.1:9/").then(() => "reached it")
};
globalThis.found = Promise.all(Object.entries(probes).map(async ([name, probe]) => [name, await attempt(probe)]))
  .then(Object.fromEntries);
const frame = document.createElement("iframe");
frame.sandbox = "allow-scripts allow-same-origin allow-forms allow-downloads allow-pointer-lock";
frame.allow = "cross-origin-isolated";
frame.src = new URLSearchParams(location.search).get("frame");
globalThis.told = new Promise((resolve) => addEventListener("message", ({data}) => resolve(data), {once: true}));
document.body.append(frame);
`;

const notebookScript = `
${attempt}
const shell = new URL(document.referrer || location.ancestorOrigins[0]).origin;
const worker = (url) => new Promise((resolve, reject) => {
  const worker = new Worker(url, {type: "module"});
  worker.onmessage = ({data}) => resolve(data);
  worker.onerror = (event) => { event.preventDefault(); reject(new Error("worker")); };
});
const blob = (text) => URL.createObjectURL(new Blob([text], {type: "text/javascript"}));
const probes = {
  isolated: () => crossOriginIsolated,
  cluster: () => originAgentCluster,
  secure: () => isSecureContext,
  shared: () => new SharedArrayBuffer(8).byteLength,
  evaluates: () => (0, eval)("40 + 2"),
  imports: async () => (await import(blob("export default 7"))).default,
  streamsWasm: async () => String(await WebAssembly.compileStreaming(fetch("/wasm/kernels.wasm"))),
  worker: () => worker("/worker.js"),
  blobWorker: () => worker(blob("postMessage(crossOriginIsolated)")),
  stores: () => new Promise((resolve, reject) => {
    const open = indexedDB.open("x");
    open.onsuccess = () => resolve("stores");
    open.onerror = () => reject(open.error);
  }),
  readsAttachment: () => fetch(FILES + "data/values.csv").then((response) => response.text()),
  readsApi: () => fetch(shell + "/api/about").then(() => "read it"),
  postsApi: () => fetch(shell + "/api/session", {method: "POST", mode: "no-cors", body: "x"}).then(() => "sent it"),
  readsShell: () => parent.document.title,
  readsShellStorage: () => parent.sessionStorage.length,
  reachesNetwork: () => fetch("http://127.0.0.1:9/").then(() => "reached it"),
  opensWindow: () => String(open("about:blank")),
  movesTop: () => { top.location.href = "about:blank"; return "moved it"; },
  socket: () => new Promise((resolve, reject) => {
    const socket = new WebSocket(shell.replace("http", "ws"));
    socket.onopen = () => resolve("open");
    socket.onerror = () => reject(new Error("closed"));
  }),
  picture: () => new Promise((resolve) => {
    const image = new Image();
    image.onload = () => resolve("drew it");
    image.onerror = () => resolve("blocked");
    image.src = shell + "/shell.js";
  }),
  framesShell: () => new Promise((resolve) => {
    const violated = ({effectiveDirective}) => resolve(effectiveDirective);
    document.addEventListener("securitypolicyviolation", violated, {once: true});
    const frame = document.createElement("iframe");
    frame.src = shell + "/";
    document.body.append(frame);
  })
};
// One after the other: the last one listens for any violation of the policy.
const found = {};
for (const [name, probe] of Object.entries(probes)) found[name] = await attempt(probe);
parent.postMessage(found, "*");
`;

describe("in a real browser", () => {
  let house: House;
  let reservation: Reservation;
  let origins: Origins;
  let host: Host;
  let browser: Browser;
  let page: Page;
  let found: Record<string, unknown>;
  let told: Record<string, unknown>;

  beforeAll(async () => {
    house = makeHouse();
    reservation = await reservePort({});
    origins = httpOrigins(reservation.port);
    host = await house.host(origins);
    reservation.serve(host.handle);
    // A notebook is opened as the shell does it, by a program with a token of its own.
    const code = host.launchCode();
    const call = async (path: string, body: unknown, token = "") => {
      const request = new Request(origins.shell + path, {
        method: "POST",
        headers: {"content-type": "application/json", origin: origins.shell, "x-subband-token": token},
        body: JSON.stringify(body)
      });
      const response = await host.handle(request, {transport: "test", initiator: "self"});
      return (await response.json()) as Record<string, string>;
    };
    const {token} = await call("/api/session", {code});
    const {origin, filesBase} = await call("/api/notebooks", {path: "one.html"}, token);
    const write = (name: string, text: string) => {
      mkdirSync(house.assets, {recursive: true});
      writeFileSync(path.join(house.assets, name), text);
    };
    const html = (script: string) =>
      `<!doctype html><title>x</title><link rel="icon" href="data:,"><body><script type="module" src="${script}"></script>`;
    write("index.html", html("/shell.js"));
    write("notebook.html", html("/notebook.js"));
    write("shell.js", shellScript);
    write("notebook.js", notebookScript.replace("FILES", JSON.stringify(filesBase)));
    write("worker.js", 'import "/chunks/part-ABCDEFGH.js"; postMessage(crossOriginIsolated);');
    browser = await chromium.connect(inject("browser"));
    page = await browser.newPage();
    await page.goto(`${origins.shell}/?frame=${encodeURIComponent(`${origin}/`)}`);
    found = await page.evaluate(() => (globalThis as unknown as {found: Promise<Record<string, unknown>>}).found);
    told = await page.evaluate(() => (globalThis as unknown as {told: Promise<Record<string, unknown>>}).told);
  });
  afterAll(async () => {
    await page.close();
    await browser.close();
    host.close();
    await reservation.close();
    expect(house.faults).toEqual([]);
    house.remove();
  });

  test("the shell is isolated, evaluates nothing and reaches nothing but itself", () => {
    expect(found).toEqual({
      isolated: true,
      cluster: true,
      evaluates: "EvalError",
      fetchesNotebook: "TypeError",
      otherSite: "TypeError"
    });
  });

  test("a notebook has all that it computes with", () => {
    expect(told).toMatchObject({
      isolated: true,
      cluster: true,
      secure: true,
      shared: 8,
      evaluates: 42,
      imports: 7,
      streamsWasm: "[object WebAssembly.Module]",
      worker: true,
      blobWorker: true,
      stores: "stores",
      readsAttachment: "a,b\n1,2\n"
    });
  });

  test("a notebook reaches neither the shell nor the network nor another window", () => {
    expect(told).toMatchObject({
      readsApi: "TypeError",
      postsApi: "TypeError",
      readsShell: "SecurityError",
      readsShellStorage: "SecurityError",
      reachesNetwork: "TypeError",
      opensWindow: "null",
      movesTop: "SecurityError",
      socket: "Error",
      picture: "blocked",
      framesShell: "frame-src"
    });
    expect(page.url()).toContain(origins.shell);
  });

  test("a page of this machine under another name leads to the shell, code and all", async () => {
    const other = await browser.newPage();
    await other.goto(`http://127.0.0.1:${reservation.port}/#code=abc`);
    expect(other.url()).toBe(`${origins.shell}/#code=abc`);
    await other.close();
  });
});
