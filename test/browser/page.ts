import {createServer} from "node:http";
import {readFile} from "node:fs/promises";
import type {AddressInfo} from "node:net";
import path from "node:path";
import {build} from "esbuild";
import {chromium, type Browser, type Page} from "playwright-core";
import {inject} from "vitest";

const types: Record<string, string> = {
  ".js": "text/javascript",
  ".css": "text/css",
  ".html": "text/html",
  ".wasm": "application/wasm",
  ".json": "application/json"
};

export interface BrowserPage {
  readonly page: Page;
  readonly origin: string;
  /** Console errors and uncaught exceptions so far. */
  readonly errors: string[];
  close(): Promise<void>;
}

/**
 * Bundles `entry` (a TypeScript file, relative to the project) as a classic page script and opens it in the shared
 * Chromium, cross-origin isolated. What the entry assigns to `globalThis` is there for `page.evaluate`. `workers` are
 * bundled as modules beside it under their base names; files below `dist/renderer` are served under `/`.
 */
export async function openPage(entry: string, {workers = [] as string[]} = {}): Promise<BrowserPage> {
  const bundled = await build({
    entryPoints: [entry, ...workers],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2023",
    outdir: "/bundle",
    entryNames: "[name]",
    sourcemap: "inline",
    loader: {".woff2": "dataurl", ".woff": "dataurl", ".ttf": "dataurl"},
    external: ["fs", "path", "worker_threads", "perf_hooks", "os", "util", "crypto", "string_decoder", "node-fetch"],
    define: {"process.env.NODE_ENV": '"test"'},
    logLevel: "warning"
  });
  const main = path.basename(entry).replace(/\.tsx?$/, ".js");
  const files = new Map(bundled.outputFiles.map((file) => ["/" + path.basename(file.path), file.contents]));
  const styles = [...files.keys()].filter((name) => name.endsWith(".css"));
  const html =
    `<!doctype html><meta charset="utf-8"><title>test</title><link rel="icon" href="data:,">` +
    styles.map((name) => `<link rel="stylesheet" href="${name}">`).join("") +
    `<body><script type="module" src="/${main}"></script>`;
  const server = createServer(async (request, response) => {
    const {pathname} = new URL(request.url ?? "/", "http://localhost");
    const headers = {
      "content-type": types[path.extname(pathname)] ?? (pathname === "/" ? "text/html" : "application/octet-stream"),
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-embedder-policy": "require-corp",
      "cross-origin-resource-policy": "same-origin"
    };
    try {
      const body =
        pathname === "/" ? html : (files.get(pathname) ?? (await readFile(path.join("dist/renderer", pathname))));
      response.writeHead(200, headers).end(body);
    } catch {
      response.writeHead(404, headers).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser: Browser = await chromium.connect(inject("browser"));
  const context = await browser.newContext();
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().includes("favicon")) errors.push(message.text());
  });
  await page.goto(origin);
  return {
    page,
    origin,
    errors,
    async close() {
      await context.close();
      await browser.close();
      server.close();
    }
  };
}
