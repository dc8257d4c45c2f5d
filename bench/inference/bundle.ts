import path from "node:path";
import {build} from "esbuild";

/** Bundles an engine's process, TensorFlow.js with it, and gives the file. */
export async function bundleWorker(): Promise<string> {
  const outfile = path.resolve("node_modules/.cache/subband/bench-inference-worker.mjs");
  await build({
    entryPoints: ["bench/inference/worker.ts"],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20.19",
    mainFields: ["module", "main"],
    external: ["onnxruntime-web", "node-fetch", "esbuild", "playwright-core"],
    define: {"process.env.NODE_ENV": '"production"'},
    // tfjs' wasm loader is CommonJS and asks for what an ES module has not
    banner: {
      js: "import {createRequire} from 'node:module'; const require = createRequire(import.meta.url); const __dirname = import.meta.dirname; const __filename = import.meta.filename;"
    },
    logLevel: "warning"
  });
  return outfile;
}
