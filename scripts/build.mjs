// Builds dist/ from the sources: the pages and their worker, the command line, the Electron shell, the data.
// All is made in a folder aside and then moved into place, so that a failed build leaves the old one whole.
import {createHash} from "node:crypto";
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync
} from "node:fs";
import path from "node:path";
import {fileURLToPath} from "node:url";
import {gzipSync} from "node:zlib";
import {build} from "esbuild";
import {buildSimd} from "./build-simd.mjs";
import {shippedHashes} from "./shipped.mjs";
import {hashOfFiles, stamp} from "./stamp.mjs";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
process.chdir(root);
const began = performance.now();
const sources = stamp(root);
const out = `node_modules/.cache/subband/build-${process.pid}`;

/** The files below `folder` with this ending, relative to it. */
function filesBelow(folder, ending) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"))
    .sort();
}

const shared = {
  bundle: true,
  format: "esm",
  minify: true,
  sourcemap: "linked",
  legalComments: "linked",
  metafile: true,
  logLevel: "warning",
  define: {"process.env.NODE_ENV": '"production"'}
};
const page = {
  ...shared,
  splitting: true,
  platform: "browser",
  // What the newest Electron and the installed Chromium both understand; types are erased, nothing is lowered.
  target: "es2023",
  outdir: `${out}/renderer`,
  chunkNames: "chunks/[name]-[hash]",
  assetNames: "assets/[name]-[hash]",
  loader: {".woff2": "file", ".woff": "file", ".ttf": "file"},
  // TensorFlow.js asks for these only when it finds itself in Node.
  external: ["fs", "path", "os", "util", "crypto", "worker_threads", "perf_hooks", "string_decoder", "node-fetch"]
};
const node = {
  ...shared,
  minify: false,
  platform: "node",
  target: "node20.19",
  external: ["electron", "electron/*"]
};

const lib = Object.fromEntries(
  filesBelow("renderer/notebook/lib", ".ts").map((file) => [
    `lib/${file.slice(0, -3)}`,
    `renderer/notebook/lib/${file}`
  ])
);

/** The SIMD kernels; compiling them takes longer than all the rest, so they are kept until their sources change. */
async function simd(folder) {
  const kept = `node_modules/.cache/subband/simd-${hashOfFiles(root, ["kernels/tensors/wasm/simd", "scripts/build-simd.mjs", "package-lock.json"])}`;
  if (!existsSync(kept)) {
    await buildSimd(`${out}/simd`);
    renameSync(`${out}/simd`, kept);
  }
  cpSync(kept, folder, {recursive: true});
}

mkdirSync(`${out}/renderer/wasm`, {recursive: true});
const [shell, notebook] = await Promise.all([
  // The shell and the notebook live on different origins and share nothing, not even a chunk; the worker shares no
  // module with the page, so it is bundled alone and the page carries nothing of it. The bundled libraries do share
  // modules with the page: `npm:subband/ops` in a cell is the same instance that the page uses.
  build({...page, entryPoints: {shell: "renderer/shell/main.ts"}}),
  build({
    ...page,
    alias: {htl: "./renderer/notebook/quietHtl.ts"},
    entryPoints: {notebook: "renderer/notebook/main.ts", ...lib}
  }),
  build({...page, entryPoints: {worker: "kernels/training/worker/worker.ts"}}),
  // HiGHS asks for node:module only when it finds itself in Node.
  build({
    ...page,
    external: [...page.external, "node:module"],
    entryPoints: {"design-worker": "kernels/design/worker/worker.ts"}
  }),
  build({
    ...node,
    splitting: true,
    outdir: `${out}/command`,
    entryPoints: {main: "command/main.ts", browser: "host/browser.ts"}
  }),
  build({...node, splitting: true, outdir: `${out}/electron`, entryPoints: {main: "electron/main.ts"}}),
  // A sandboxed preload cannot be a module.
  build({
    ...node,
    format: "cjs",
    outdir: `${out}/electron`,
    outExtension: {".js": ".cjs"},
    entryPoints: {preload: "electron/preload.ts"}
  }),
  simd(`${out}/renderer/wasm`)
]).catch(() => {
  // The compilers have said what is wrong, and where.
  rmSync(out, {recursive: true, force: true});
  process.exit(1);
});

/** A page's script with all that it imports statically, and its style sheet. */
function firstFiles({outputs}, entry) {
  const seen = new Set();
  function visit(file) {
    if (seen.has(file)) return;
    seen.add(file);
    for (const {path: next, kind} of outputs[file].imports) if (kind === "import-statement") visit(next);
    if (outputs[file].cssBundle) seen.add(outputs[file].cssBundle);
  }
  visit(entry);
  return [...seen];
}

/** The script that was made of a source that is imported when the page stands. */
function scriptOf({outputs}, source) {
  const found = Object.keys(outputs).find((file) => outputs[file].entryPoint === source);
  if (!found) throw new Error(`not built on its own: ${source}`);
  return found;
}

/**
 * Copies a page, with its imports named in its head, so that they come together and not one after the other; and with those
 * of `soon`, which the page asks for as soon as it stands. Returns all these files.
 */
function copyPage(name, source, script, built, soon = []) {
  const entry = `${out}/renderer/${script}`;
  const entries = [entry, ...soon.map((each) => scriptOf(built.metafile, each))];
  const files = [...new Set(entries.flatMap((each) => firstFiles(built.metafile, each)))];
  const tag = `<script type="module" src="/${script}"></script>`;
  const html = readFileSync(source, "utf8");
  if (!html.includes(tag)) throw new Error(`missing in ${source}: ${tag}`);
  const preloads = files
    .filter((file) => file !== entry && file.endsWith(".js"))
    .map((file) => `<link rel="modulepreload" href="/${path.relative(`${out}/renderer`, file)}" />`);
  writeFileSync(`${out}/renderer/${name}`, html.replace(tag, [...preloads, tag].join("\n    ")));
  return files;
}

copyPage("index.html", "renderer/shell/index.html", "shell.js", shell);
const notebookFiles = copyPage("notebook.html", "renderer/notebook/index.html", "notebook.js", notebook, [
  "renderer/notebook/editor/module.ts"
]);
const weight = notebookFiles.reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0);

const stock = "node_modules/@tensorflow/tfjs-backend-wasm/wasm-out";
for (const file of filesBelow(stock, ".wasm")) copyFileSync(`${stock}/${file}`, `${out}/renderer/wasm/${file}`);
copyFileSync("node_modules/highs/build/highs.wasm", `${out}/renderer/wasm/highs.wasm`);
cpSync("notebooks/data", `${out}/renderer/data`, {recursive: true});

// What ships is trusted by content, wherever the workspace is (host/trust.ts). Without git, what was there at the first
// build counts as shipped.
const before = existsSync("dist/shipped.json") ? JSON.parse(readFileSync("dist/shipped.json", "utf8")) : undefined;
const hashOf = (file) => createHash("sha256").update(readFileSync(file)).digest("hex");
const shipped =
  shippedHashes(root) ?? before ?? filesBelow("notebooks", ".html").map((file) => hashOf(`notebooks/${file}`));
writeFileSync(`${out}/shipped.json`, JSON.stringify(shipped));

writeFileSync(`${out}/build.json`, JSON.stringify({notebookPageGzipped: weight}));

// The stamp of what was read at the start: a file that changed meanwhile makes the build stale at once.
writeFileSync(`${out}/stamp`, sources);
const old = `${out}-old`;
if (existsSync("dist")) renameSync("dist", old);
renameSync(out, "dist");
rmSync(old, {recursive: true, force: true});
console.log(
  `built in ${((performance.now() - began) / 1000).toFixed(1)} s; the notebook's page is ${(weight / 1000).toFixed(0)} kB gzipped`
);
