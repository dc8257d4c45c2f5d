// Runs a measurement:  node bench/run.mjs NAME [options]     (bench/README.md)
import {existsSync, mkdirSync} from "node:fs";
import path from "node:path";
import {pathToFileURL} from "node:url";
import {build} from "esbuild";

const root = path.dirname(import.meta.dirname);
process.chdir(root);
const [name, ...options] = process.argv.slice(2);
const entry = `bench/${name}/main.ts`;
if (!name || !existsSync(entry)) {
  console.error(`unknown measurement: ${name ?? "none"}; expected a folder of bench/`);
  process.exit(1);
}
const outfile = path.resolve(`node_modules/.cache/subband/bench-${name}.mjs`);
mkdirSync(path.dirname(outfile), {recursive: true});
await build({
  entryPoints: [entry],
  outfile,
  bundle: true,
  platform: "node",
  format: "esm",
  packages: "external",
  logLevel: "warning"
});
const {main} = await import(pathToFileURL(outfile).href);
await main(options);
