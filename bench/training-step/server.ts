import {readFile} from "node:fs/promises";
import {createServer} from "node:http";
import type {AddressInfo} from "node:net";
import path from "node:path";
import {pathToFileURL} from "node:url";
import {build} from "esbuild";
import type {simdFolder as SimdFolder} from "../../scripts/build-simd.mjs";

const stock = "node_modules/@tensorflow/tfjs-backend-wasm/wasm-out";
const types: Record<string, string> = {".js": "text/javascript", ".wasm": "application/wasm", ".html": "text/html"};

/** Serves the page, its workers and the wasm files on 127.0.0.1, cross-origin isolated. */
export async function serveBench(): Promise<{origin: string; close(): void}> {
  const {outputFiles} = await build({
    entryPoints: ["page", "ours", "stock"].map((name) => `bench/training-step/${name}.ts`),
    bundle: true,
    write: false,
    format: "esm",
    target: "es2023",
    outdir: "/bundle",
    external: ["fs", "path", "os", "util", "crypto", "worker_threads", "perf_hooks", "string_decoder", "node-fetch"],
    define: {"process.env.NODE_ENV": '"production"'},
    logLevel: "warning"
  });
  const bundles = new Map(outputFiles.map((file) => [`/${path.basename(file.path)}`, file.contents]));
  // not bundled: it finds the project by its own place
  const {simdFolder} = (await import(pathToFileURL("scripts/build-simd.mjs").href)) as {simdFolder: typeof SimdFolder};
  const simd = await simdFolder();
  const server = createServer(async (request, response) => {
    const {pathname} = new URL(request.url ?? "/", "http://127.0.0.1");
    const headers = {
      "content-type": types[path.extname(pathname)] ?? "text/html",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-embedder-policy": "require-corp"
    };
    try {
      const body = await contents(pathname, bundles, simd);
      response.writeHead(200, headers).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close()};
}

async function contents(
  pathname: string,
  bundles: Map<string, Uint8Array>,
  simd: string
): Promise<Uint8Array | string> {
  if (pathname === "/")
    return '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>';
  const bundle = bundles.get(pathname);
  if (bundle) return bundle;
  const file = path.basename(pathname);
  return readFile(path.join(file.startsWith("simd") ? simd : stock, file));
}
