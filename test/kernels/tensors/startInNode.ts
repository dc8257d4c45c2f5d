import {readFileSync} from "node:fs";
import {simdFolder} from "../../../scripts/build-simd.mjs";
import {chooseBackend, type BackendChoice, type BackendName} from "../../../kernels/tensors/backend.ts";

const stock = "node_modules/@tensorflow/tfjs-backend-wasm/wasm-out";

/** Starts cpu or wasm in Node, with our SIMD kernels as the sources have them now. */
export async function startInNode(backend: BackendName | "auto"): Promise<BackendChoice> {
  const folder = await simdFolder();
  const read = (file: string) => new Uint8Array(readFileSync(file));
  const wasmPath = {
    "tfjs-backend-wasm.wasm": read(`${stock}/tfjs-backend-wasm.wasm`),
    "tfjs-backend-wasm-simd.wasm": read(`${stock}/tfjs-backend-wasm-simd.wasm`),
    "tfjs-backend-wasm-threaded-simd.wasm": read(`${stock}/tfjs-backend-wasm-threaded-simd.wasm`),
    "simd.wasm": read(`${folder}/simd.wasm`),
    "simd-shared.wasm": read(`${folder}/simd-shared.wasm`)
  };
  return chooseBackend(backend, {wasmPath});
}
