import {readFileSync} from "node:fs";
import path from "node:path";
import {pathToFileURL} from "node:url";
import {chooseBackend} from "../../kernels/tensors/backend.ts";
import type {simdFolder as SimdFolder} from "../../scripts/build-simd.mjs";
import {inBrowser} from "./browser.ts";
import {onnxRuntime, type Engine} from "./engine.ts";
import {networkOf} from "./networks.ts";
import {ours} from "./ours.ts";
import {torch} from "./torch.ts";

/** What the parent asks, and what a pass gives. */
export type Ask = "pass" | "profile";
export interface Pass {
  readonly milliseconds: number;
  readonly output: readonly number[];
}

async function answer(engine: Engine, ask: Ask): Promise<void> {
  if (ask === "profile") return void process.send!({kernels: (await engine.profile?.()) ?? []});
  const began = performance.now();
  const output = await engine.run();
  process.send!({milliseconds: performance.now() - began, output: [...output.subarray(0, 1000)]} satisfies Pass);
}

async function make(engine: string, name: string): Promise<Engine> {
  const network = networkOf(name);
  const [, runtime, threads] = /^(onnx|torch)-(\d+)$/.exec(engine) ?? [];
  if (runtime) return (runtime === "onnx" ? onnxRuntime : torch)(network, Number(threads));
  if (engine === "webgpu" || engine === "webgl") return inBrowser(name, engine, process.argv.includes("--hardware"));
  return ours(network, await chooseBackend(engine as "wasm", {wasmPath: await wasmFiles()}));
}

const stock = "node_modules/@tensorflow/tfjs-backend-wasm/wasm-out";

async function wasmFiles(): Promise<Record<string, Uint8Array>> {
  // not bundled: it finds the project by its own place
  const {simdFolder} = (await import(pathToFileURL("scripts/build-simd.mjs").href)) as {simdFolder: typeof SimdFolder};
  const simd = await simdFolder();
  const files = [
    ...["", "-simd", "-threaded-simd"].map((kind) => path.join(stock, `tfjs-backend-wasm${kind}.wasm`)),
    ...["simd.wasm", "simd-shared.wasm"].map((name) => path.join(simd, name))
  ];
  return Object.fromEntries(files.map((file) => [path.basename(file), new Uint8Array(readFileSync(file))]));
}

/** One engine in a process of its own: says its device, then answers until it is let go. */
const [, , engine, network] = process.argv;
const made = await make(engine, network);
process.on("message", (ask: Ask) => void answer(made, ask));
process.on("disconnect", () => void Promise.resolve(made.close?.()).then(() => process.exit()));
process.send!({device: made.device});
