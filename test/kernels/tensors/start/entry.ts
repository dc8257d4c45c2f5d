import {engine, tensor} from "@tensorflow/tfjs-core";
import type {WebGPUBackend} from "@tensorflow/tfjs-backend-webgpu";
import type {MathBackendWebGL} from "@tensorflow/tfjs-backend-webgl";
import {
  chooseBackend,
  onDeviceLost,
  type BackendChoice,
  type BackendName
} from "../../../../kernels/tensors/backend.ts";
import {gelu} from "../../../../kernels/tensors/kernels/gelu.ts";

const wasmPath = "/wasm/";

function start(wanted: BackendName | "auto"): Promise<BackendChoice> {
  return chooseBackend(wanted, {wasmPath});
}

/** One of our kernels on the current backend, read back. */
async function compute(): Promise<number[]> {
  const y = gelu(tensor(new Float32Array(2000).fill(1)));
  const values = await y.data();
  y.dispose();
  return [...values.slice(0, 2)];
}

function startInWorker(wanted: BackendName | "auto"): Promise<BackendChoice & {values: number[]}> {
  const worker = new Worker("/worker.js", {type: "module"});
  return new Promise((resolve, reject) => {
    worker.onmessage = ({data}) => resolve(data as BackendChoice & {values: number[]});
    worker.onerror = ({message}) => reject(new Error(message));
    worker.postMessage(wanted);
  });
}

/** Takes the device away under the running backend; resolves with what the listener was told. */
function lose(): Promise<string> {
  return new Promise((resolve) => {
    const stop = onDeviceLost((backend) => {
      stop();
      resolve(backend);
    });
    const {backend} = engine();
    if ("device" in backend) (backend as WebGPUBackend).device.destroy();
    else (backend as MathBackendWebGL).gpgpu.gl.getExtension("WEBGL_lose_context")!.loseContext();
  });
}

const page = {start, compute, startInWorker, lose};
export type StartPage = typeof page;
Object.assign(globalThis, page);
