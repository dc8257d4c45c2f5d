import {writeFileSync} from "node:fs";
import {cpus} from "node:os";
import path from "node:path";
import {pathToFileURL} from "node:url";
import {parseArgs} from "node:util";
import {build} from "esbuild";
import type {LatencyTable} from "../../kernels/design/latency/latency.ts";
import type {simdFolder as SimdFolder} from "../../scripts/build-simd.mjs";
import type {measure as Measure} from "./measure.ts";

const help = `node bench/run.mjs latency [--out FILE] [--rounds N] [--limit N] [--sides N,…] [--channels N,…] [--kernels N,…]

Times one convolution after another on wasm, one thread, in Node, and writes the table that design.solve takes as \`latency\`.

  --out       where to write it, as JSON; latency.json unless told otherwise
  --limit     millions of multiply-adds above which a convolution is not run but estimated, by the speed of the largest of its
              kind that was; 500 unless told otherwise`;

const lists = {sides: "7,14,28,56,112", channels: "8,32,128,512,1024", kernels: "1,3,5,7"};

/** A table of the milliseconds of convolutions on this machine. */
export async function main(args: string[]): Promise<void> {
  const text = (standard: string) => ({type: "string", default: standard}) as const;
  const {values} = parseArgs({
    args,
    options: {
      out: text("latency.json"),
      rounds: text("5"),
      limit: text("500"),
      sides: text(lists.sides),
      channels: text(lists.channels),
      kernels: text(lists.kernels),
      help: {type: "boolean", default: false}
    }
  });
  if (values.help) return console.log(help);
  const numbers = (list: string) => list.split(",").map(Number);
  const [sides, channels, kernels] = [values.sides, values.channels, values.kernels].map(numbers);
  const began = performance.now();
  // not bundled: it finds the project by its own place
  const {simdFolder} = (await import(pathToFileURL("scripts/build-simd.mjs").href)) as {simdFolder: typeof SimdFolder};
  const {measure} = await bundled();
  const [limit, rounds] = [1e6 * Number(values.limit), Number(values.rounds)];
  const entries = await measure({sides, channels, kernels, limit, rounds, simd: await simdFolder()});
  const table: LatencyTable = {machine: cpus()[0].model, backend: "wasm, one thread, in Node", entries};
  writeFileSync(values.out, JSON.stringify(table));
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  console.log(`${entries.length} convolutions in ${seconds} s, written to ${values.out}`);
}

/** What measures, with all of TensorFlow.js in it, whose packages Node cannot import as they are. */
async function bundled(): Promise<{measure: typeof Measure}> {
  const outfile = path.resolve("node_modules/.cache/subband/bench-latency-measure.mjs");
  await build({
    entryPoints: ["bench/latency/measure.ts"],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20.19",
    mainFields: ["module", "main"],
    external: ["node-fetch"],
    // tfjs' wasm loader is CommonJS and asks for what an ES module has not
    banner: {
      js: "import {createRequire} from 'node:module'; const require = createRequire(import.meta.url); const __dirname = import.meta.dirname; const __filename = import.meta.filename;"
    },
    logLevel: "warning"
  });
  return (await import(pathToFileURL(outfile).href)) as {measure: typeof Measure};
}
