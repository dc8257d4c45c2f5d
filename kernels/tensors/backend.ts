import "@tensorflow/tfjs-core/dist/register_all_gradients";
import {registerGradients} from "./kernels/gradients.ts";
import {backendNames, type BackendName} from "./names.ts";
import {startCpu} from "./start/cpu.ts";
import type {Start, WasmFiles} from "./start/start.ts";
import {startWasm} from "./start/wasm.ts";
import {startWebgl} from "./start/webgl.ts";
import {startWebgpu} from "./start/webgpu.ts";

export {onDeviceLost, type LostListener} from "./start/lost.ts";
export type {WasmFiles} from "./start/start.ts";

export {backendNames, type BackendName} from "./names.ts";

export interface BackendChoice {
  readonly backend: BackendName;
  /** What runs: adapter or renderer, and whether it is software. */
  readonly device: string;
  /** Why this one, as a sentence for a person. */
  readonly reason: string;
}

const starts: Record<BackendName, Start> = {webgpu: startWebgpu, webgl: startWebgl, wasm: startWasm, cpu: startCpu};

const labels: Record<BackendName, string> = {
  webgpu: "WebGPU",
  webgl: "WebGL",
  wasm: "WebAssembly",
  cpu: "plain JavaScript"
};

/**
 * Starts a backend of TensorFlow.js with our kernels, in a page, a worker or Node, and makes it the current one. `wanted` is
 * tried first, and then may be software; otherwise the order is webgpu, webgl, wasm, cpu, and a software adapter or renderer
 * counts as none. What was wanted but does not start gives way to the next that does: the result says what really runs.
 * After a lost device a call starts the backend anew; tensors of the old one are gone.
 *
 * `wasmPath` is where the .wasm files lie (tfjs' three and simd.wasm, simd-shared.wasm), or their bytes by name.
 */
export async function chooseBackend(
  wanted: BackendName | "auto" = "auto",
  {wasmPath}: {wasmPath: WasmFiles}
): Promise<BackendChoice> {
  if (wanted !== "auto" && !backendNames.includes(wanted))
    throw new Error(`unknown backend: ${String(wanted)}; expected auto, ${backendNames.join(", ")}`);
  registerGradients();
  const refusals: string[] = [];
  const order = wanted === "auto" ? backendNames : [wanted, ...backendNames.filter((name) => name !== wanted)];
  for (const backend of order) {
    const result = await starts[backend]({wasmPath, software: backend === wanted});
    if ("why" in result) refusals.push(result.why);
    else return {backend, device: result.device, reason: reasonFor(backend, wanted, refusals)};
  }
  throw new Error(`no backend starts: ${refusals.join("; ")}`);
}

function reasonFor(backend: BackendName, wanted: BackendName | "auto", refusals: readonly string[]): string {
  const label = labels[backend];
  if (backend === wanted) return `${label} was asked for.`;
  const because = refusals.length > 1 ? `${refusals.slice(0, -1).join(", ")} and ${refusals.at(-1)}` : refusals[0];
  if (wanted !== "auto") return `${labels[wanted]} was asked for, but ${because}; ${label} takes its place.`;
  return because ? `${label} runs because ${because}.` : `${label} runs on this machine's graphics processor.`;
}
