// Compiles the SIMD kernels of the wasm backend (kernels/tensors/wasm/simd) twice, for memory is shared or it is not:
//   node scripts/build-simd.mjs [folder]      writes simd.wasm and simd-shared.wasm; the folder is dist/renderer/wasm
import {existsSync, mkdirSync, renameSync, rmSync} from "node:fs";
import path from "node:path";
import {fileURLToPath} from "node:url";
import asc from "assemblyscript/asc";
import {stamp} from "./stamp.mjs";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const source = "kernels/tensors/wasm/simd/index.ts";

// No runtime and no allocation inside: every kernel works on the TensorFlow.js heap, which it imports.
const options = ["-O3", "--enable", "simd", "--runtime", "stub", "--importMemory", "--noExportMemory"];
const builds = {
  "simd.wasm": ["--initialMemory", "1"],
  "simd-shared.wasm": ["--enable", "threads", "--sharedMemory", "--initialMemory", "1", "--maximumMemory", "65536"]
};

/** Writes both builds into `folder`; throws what the compiler has to say if the sources are at fault. */
export async function buildSimd(folder) {
  mkdirSync(folder, {recursive: true});
  for (const [file, memory] of Object.entries(builds)) {
    const target = path.relative(root, path.resolve(folder, file));
    // warning 112 speaks of v128 in the signatures of functions that are not exported
    const {error, stderr} = await asc.main(
      [source, "--baseDir", root, "-o", target, ...options, ...memory, "--disableWarning", "112"],
      {}
    );
    const said = stderr.toString();
    if (said) console.error(said);
    if (error) throw error;
  }
}

/** A folder with both builds of the sources as they are now, which is kept until they change. */
export async function simdFolder() {
  const made = stamp(root, ["kernels/tensors/wasm/simd", "scripts/build-simd.mjs", "package-lock.json"]);
  const kept = path.join(root, `node_modules/.cache/subband/simd-${made}`);
  if (existsSync(kept)) return kept;
  const aside = `${kept}-${process.pid}`;
  await buildSimd(aside);
  try {
    renameSync(aside, kept);
  } catch (error) {
    if (!existsSync(kept)) throw error; // else somebody else was as fast
    rmSync(aside, {recursive: true});
  }
  return kept;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await buildSimd(process.argv[2] ?? path.join(root, "dist/renderer/wasm"));
