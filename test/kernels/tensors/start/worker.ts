import {tensor} from "@tensorflow/tfjs-core";
import {chooseBackend, type BackendName} from "../../../../kernels/tensors/backend.ts";
import {gelu} from "../../../../kernels/tensors/kernels/gelu.ts";

self.onmessage = async ({data}: MessageEvent<BackendName | "auto">) => {
  const choice = await chooseBackend(data, {wasmPath: "/wasm/"});
  const values = await gelu(tensor(new Float32Array(2000).fill(1))).data();
  self.postMessage({...choice, values: [...values.slice(0, 2)]});
};
