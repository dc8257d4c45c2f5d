import {findBackend, setBackend} from "@tensorflow/tfjs-core";
import type {BackendWasm} from "@tensorflow/tfjs-backend-wasm";
import type {Start, WasmFiles} from "./start.ts";

const stockFiles = [
  "tfjs-backend-wasm.wasm",
  "tfjs-backend-wasm-simd.wasm",
  "tfjs-backend-wasm-threaded-simd.wasm"
] as const;

let running: {backend: BackendWasm; device: string} | undefined;

export const startWasm: Start = async ({wasmPath}) => {
  if (running && findBackend("wasm") === running.backend && (await setBackend("wasm"))) return {device: running.device};
  if (typeof WebAssembly === "undefined") return {why: "there is no WebAssembly here"};
  try {
    const [{getThreadsCount, setWasmPaths}, {registerWasm}, {loadSimd}] = await Promise.all([
      import("@tensorflow/tfjs-backend-wasm"),
      import("../wasm/register.ts"),
      import("../wasm/simd.ts")
    ]);
    // workers resolve relative addresses elsewhere than their page, so tfjs is told absolute ones
    if (typeof wasmPath === "string") setWasmPaths(new URL(wasmPath, location.href).href);
    else setWasmPaths(Object.fromEntries(stockFiles.map((name) => [name, dataUrl(bytesOf(wasmPath, name))])), true);
    registerWasm();
    if (!(await setBackend("wasm"))) return {why: `the WebAssembly files do not load (${placeOf(wasmPath)})`};
    const backend = findBackend("wasm") as BackendWasm;
    await loadSimd(backend, (file) => read(wasmPath, file));
    const threads = getThreadsCount();
    running = {backend, device: `WebAssembly SIMD, ${threads} ${threads === 1 ? "thread" : "threads"}`};
    return {device: running.device};
  } catch (error) {
    return {why: `WebAssembly does not start (${(error as Error).message})`};
  }
};

async function read(files: WasmFiles, name: string): Promise<BufferSource> {
  if (typeof files !== "string") return bytesOf(files, name) as Uint8Array<ArrayBuffer>;
  const url = new URL(name, new URL(files, location.href));
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} for ${url.href}`);
  return response.arrayBuffer();
}

function bytesOf(files: Readonly<Record<string, Uint8Array>>, name: string): Uint8Array {
  const bytes = files[name];
  if (!bytes) throw new Error(`missing file: ${name}`);
  return bytes;
}

function dataUrl(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += 4096) text += String.fromCharCode(...bytes.subarray(i, i + 4096));
  return `data:application/wasm;base64,${btoa(text)}`;
}

function placeOf(files: WasmFiles): string {
  return typeof files === "string" ? files : "given as bytes";
}
