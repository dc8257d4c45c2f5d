import {env} from "@tensorflow/tfjs-core";
import {chooseBackend, type BackendName} from "../../../../kernels/tensors/backend.ts";
import {faultsOf} from "./compare.ts";

/** Starts cpu, then a backend whose small tensors must not be left to the CPU. */
async function start(backend: BackendName): Promise<BackendName> {
  await chooseBackend("cpu", {wasmPath: "/wasm/"});
  const choice = await chooseBackend(backend, {wasmPath: "/wasm/"});
  if (backend === "webgpu") env().set("WEBGPU_CPU_FORWARD", false);
  if (backend === "webgl") env().set("WEBGL_CPU_FORWARD", false);
  return choice.backend;
}

const page = {start, faultsOf};
export type OpsPage = typeof page;
Object.assign(globalThis, page);
