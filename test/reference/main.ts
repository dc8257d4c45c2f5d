import {readFileSync} from "node:fs";
import path from "node:path";
import {parseArgs} from "node:util";
import {chooseBackend, type BackendName} from "../../kernels/tensors/backend.ts";
import {judgeInBrowser} from "./browser.ts";
import {casesOf, isSmall, referenceFolder, type CaseFile} from "./folder.ts";
import {judge, type Verdict} from "./verdict.ts";

/** What is checked so far; the other families come with their blocks. */
const known = ["wavemix", "deepmad", "edgenext", "mgic"];
const backends = ["cpu", "wasm", "webgl", "webgpu"] as const;

/**
 * Checks the cases on all backends, or on those of `--backend`, and prints a line for each. `simd` is the folder of our
 * compiled wasm kernels. Gives the exit code.
 */
export async function checkReference(args: readonly string[], simd: string): Promise<number> {
  const {values} = parseArgs({
    options: {backend: {type: "string", multiple: true}, only: {type: "string"}},
    args: [...args]
  });
  const wanted = backends.filter((name) => values.backend?.includes(name) ?? true);
  const folder = referenceFolder();
  const all = casesOf(folder);
  const rootOf = ({family}: CaseFile) => family.split("/")[0];
  const later = new Set(all.map(rootOf).filter((family) => !known.includes(family)));
  console.log(`reference cases of ${folder}`);
  if (later.size) console.log(`not checked yet: ${[...later].join(", ")}`);
  const wants = ({family, name}: CaseFile) => !values.only || `${family}/${name}`.includes(values.only);
  const files = all.filter((file) => known.includes(rootOf(file)) && wants(file));

  const count = {passed: 0, failed: 0};
  const report = (backend: string) => ({family, name}: CaseFile, {ok, error, faults}: Verdict) => {
    ++count[ok ? "passed" : "failed"];
    console.log(`${family}/${name} ${backend} ${error.toExponential(2)} ${ok ? "ok" : "FAIL"}`);
    for (const fault of faults) console.log(`  ${fault.split("\n").join("\n  ")}`);
  };
  for (const backend of wanted)
    if (backend === "cpu" || backend === "wasm") {
      await start(backend, simd);
      for (const file of files) report(backend)(file, await judge(file.bytes, backend));
    } else {
      const small = files.filter(isSmall);
      if (small.length) await judgeInBrowser(backend, small, report(backend));
    }
  console.log(`${count.passed} passed, ${count.failed} failed`);
  return count.failed === 0 && count.passed > 0 ? 0 : 1;
}

const stock = "node_modules/@tensorflow/tfjs-backend-wasm/wasm-out";
const stockFiles = ["tfjs-backend-wasm", "tfjs-backend-wasm-simd", "tfjs-backend-wasm-threaded-simd"];

async function start(wanted: BackendName, simd: string): Promise<void> {
  const files = [
    ...stockFiles.map((name) => path.join(stock, `${name}.wasm`)),
    ...["simd.wasm", "simd-shared.wasm"].map((name) => path.join(simd, name))
  ];
  const wasmPath = Object.fromEntries(files.map((file) => [path.basename(file), new Uint8Array(readFileSync(file))]));
  const {backend, reason} = await chooseBackend(wanted, {wasmPath});
  if (backend !== wanted) throw new Error(`${wanted} does not start: ${reason}`);
}
