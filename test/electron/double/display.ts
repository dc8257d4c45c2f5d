// Shows the double's windows in Chromium: `app://ui/…` becomes `http://ui.app.localhost:P/…`, whose requests become
// `app://` again on their way to the handler that the program registered, with what protocol.handle does to them.
import {createServer, type IncomingMessage, type ServerResponse} from "node:http";
import type {AddressInfo} from "node:net";
import {Readable} from "node:stream";
import type {ReadableStream as NodeStream} from "node:stream/web";
import {build} from "esbuild";
import {chromium, type Page} from "playwright-core";
import type {WindowDouble} from "./electron.ts";
import {event} from "./event.ts";
import type {DoubleState} from "./state.ts";

export interface Display {
  /** Shows `url` in the window's page; resolves when it is loaded. */
  load(window: WindowDouble, url: string): Promise<void>;
  readonly page: () => Page;
  /** Every request that reached the program, as `GET app://…`. */
  readonly requests: string[];
  close(): Promise<void>;
}

/** The program's preload as a script of a page, with what `electron/renderer` gives it. */
async function preloadScript(): Promise<string> {
  const {outputFiles} = await build({
    entryPoints: ["electron/preload.ts"],
    bundle: true,
    format: "cjs",
    platform: "node",
    external: ["electron/*"],
    write: false
  });
  return `((require, location) => {${outputFiles[0].text}})(
    (name) => ({
      contextBridge: {exposeInMainWorld: (key, api) => (globalThis[key] = Object.freeze(api))},
      webUtils: {getPathForFile: (file) => globalThis.testPaths?.[file.name] ?? ""}
    }),
    {protocol: "app:", host: location.hostname.split(".")[0]}
  );`;
}

export async function openDisplay(browserAddress: string, {handlers}: Pick<DoubleState, "handlers">): Promise<Display> {
  const requests: string[] = [];
  let port = 0;
  const toHttp = (text: string) => text.replace(/app:\/\/(ui|nb-[a-z2-7]{26})/g, `http://$1.app.localhost:${port}`);
  const toApp = (text: string) => text.replace(/http:\/\/([a-z0-9-]+)\.app\.localhost:\d+/g, "app://$1");

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const own = toApp(`http://${incoming.headers.host ?? ""}`);
    const headers = new Headers();
    for (let i = 0; i < incoming.rawHeaders.length; i += 2)
      headers.append(incoming.rawHeaders[i], incoming.rawHeaders[i + 1]);
    const site = headers.get("sec-fetch-site");
    const mode = headers.get("sec-fetch-mode");
    // Without corsEnabled the network service is never asked for what another origin may not read.
    if (mode === "cors" && site !== "same-origin") return void outgoing.destroy();
    const origin = headers.get("origin");
    const initiator =
      site === "none"
        ? undefined
        : site === "same-origin"
          ? own
          : origin
            ? toApp(origin)
            : mode === "navigate"
              ? "app://ui"
              : "null";
    for (const name of [...headers.keys()]) if (/^(sec-|host$|connection$|cookie$)/.test(name)) headers.delete(name);
    if (origin === "null") headers.delete("origin");
    else if (origin) headers.set("origin", toApp(origin));

    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const method = incoming.method ?? "GET";
    const request = new Request(own + (incoming.url ?? "/"), {
      method,
      headers,
      body: method === "GET" || method === "HEAD" ? undefined : new Uint8Array(Buffer.concat(chunks))
    });
    Object.defineProperty(request, "signal", {value: undefined});
    if (initiator !== undefined) Object.defineProperty(request, "initiatorOrigin", {value: initiator});
    requests.push(`${method} ${request.url}`);

    const handler = handlers.get("app");
    if (!handler) return void outgoing.destroy();
    const response = await handler(request);
    const sent: Record<string, string> = {"content-type": "text/html"};
    response.headers.forEach((value, name) => (sent[name] = toHttp(value)));
    if (sent["content-security-policy"])
      sent["content-security-policy"] = sent["content-security-policy"].replace(
        " app:;",
        ` http://*.app.localhost:${port};`
      );
    delete sent["content-length"];
    outgoing.writeHead(response.status, sent);
    if (/json/.test(sent["content-type"])) return void outgoing.end(toHttp(await response.text()));
    if (response.body === null) return void outgoing.end();
    const body = Readable.fromWeb(response.body as NodeStream<Uint8Array>);
    outgoing.on("close", () => body.destroy());
    body.on("error", () => outgoing.destroy());
    body.pipe(outgoing);
  }

  const server = createServer((incoming, outgoing) => {
    // A handler that throws is a network error there.
    answer(incoming, outgoing).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
  const browser = await chromium.connect(browserAddress);
  const context = await browser.newContext({viewport: {width: 1280, height: 800}});
  context.setDefaultTimeout(20_000);
  await context.addInitScript({content: await preloadScript()});
  let page: Page | null = null;

  async function show(owner: WindowDouble): Promise<Page> {
    const shown = await context.newPage();
    // Loads that the program asks for itself are not announced; all others are, and can be prevented.
    await shown.route("**/*", async (route, request) => {
      if (!request.isNavigationRequest()) return route.fallback();
      const frame = request.frame();
      const isMainFrame = frame === shown.mainFrame();
      if (isMainFrame && frame.url() === "about:blank") return route.fallback();
      const announced = event({
        url: toApp(request.url()),
        isMainFrame,
        isSameDocument: false,
        frame: {url: toApp(frame.url())}
      });
      owner.contents.emit("will-frame-navigate", announced);
      return announced.defaultPrevented ? route.abort("aborted") : route.fallback();
    });
    // What Chromium would open is asked of the program's handler, and what it says is done.
    await shown.exposeFunction("testOpen", (url: string) => owner.contents.windowOpen({url} as never).action);
    await shown.addInitScript(() => {
      if (window.top !== window) return; // a frame's sandbox has its own word
      window.open = (url) => {
        void (Reflect.get(globalThis, "testOpen") as (url: string) => Promise<string>)(String(url));
        return null;
      };
    });
    return shown;
  }

  return {
    requests,
    page() {
      if (page === null) throw new Error("no window has been shown");
      return page;
    },
    async load(window, url) {
      await page?.close();
      page = await show(window);
      await page.goto(toHttp(url));
    },
    async close() {
      await context.close();
      await browser.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  };
}
