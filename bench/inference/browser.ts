import {createServer} from "node:http";
import type {AddressInfo} from "node:net";
import {build} from "esbuild";
import {chromium} from "playwright-core";
import {findBrowser} from "../../test/browser/find.ts";
import {flags} from "../../test/browser/launch.ts";
import type {Engine} from "./engine.ts";
import type {BenchPage} from "./page.ts";

declare const bench: BenchPage;

/** Our execution on webgpu or webgl, in a page of the installed Chromium; `hardware` takes the machine's own adapter. */
export async function inBrowser(network: string, backend: "webgpu" | "webgl", hardware: boolean): Promise<Engine> {
  const {outputFiles} = await build({
    entryPoints: ["bench/inference/page.ts"],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2023",
    external: ["fs", "path", "os", "util", "crypto", "worker_threads", "perf_hooks", "string_decoder", "node-fetch"],
    define: {"process.env.NODE_ENV": '"production"'},
    logLevel: "warning"
  });
  const script = outputFiles[0].contents;
  const server = createServer((request, response) => {
    if (request.url === "/page.js") response.writeHead(200, {"content-type": "text/javascript"}).end(script);
    else response.writeHead(200, {"content-type": "text/html"}).end('<script type="module" src="/page.js"></script>');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const browser = await chromium.launch({
    executablePath: findBrowser(),
    headless: true,
    args: hardware ? ["--enable-unsafe-webgpu", "--no-sandbox"] : flags
  });
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  await page.waitForFunction("globalThis.bench");
  const device = await page.evaluate(([name, backend]) => bench.start(name, backend), [network, backend] as const);
  return {
    device,
    run: async () => Float32Array.from(await page.evaluate(() => bench.run())),
    profile: () => page.evaluate(() => bench.profile()),
    close: () => browser.close()
  };
}
