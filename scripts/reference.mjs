// Checks our code against the stored numbers of the papers' own:
//   node scripts/reference.mjs [--backend cpu|wasm|webgl|webgpu]… [--only TEXT]
// Prints a line for each case and backend, then `N passed, M failed`; exits with 1 if any failed.
import {spawnSync} from "node:child_process";
import {existsSync} from "node:fs";
import path from "node:path";
import {fileURLToPath, pathToFileURL} from "node:url";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
process.chdir(root);
if (!existsSync("node_modules/esbuild")) {
  const {status} = spawnSync(process.execPath, ["scripts/prepare.mjs", "--browser"], {stdio: "inherit"});
  if (status !== 0) process.exit(1);
}
const {build} = await import("esbuild");
const {buildSimd} = await import("./build-simd.mjs");

const cache = path.resolve("node_modules/.cache/subband/reference");
await buildSimd(cache);
const outfile = path.join(cache, "main.mjs");
await build({
  entryPoints: ["test/reference/main.ts"],
  outfile,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20.19",
  mainFields: ["module", "main"],
  external: ["esbuild", "playwright-core", "node-fetch"],
  // tfjs' wasm loader is CommonJS and asks for what an ES module has not
  banner: {
    js: "import {createRequire} from 'node:module'; const require = createRequire(import.meta.url); const __dirname = import.meta.dirname; const __filename = import.meta.filename;"
  },
  logLevel: "warning"
});
const {checkReference} = await import(pathToFileURL(outfile).href);
process.exit(await checkReference(process.argv.slice(2), cache));
