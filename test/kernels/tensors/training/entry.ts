import {setBackend} from "@tensorflow/tfjs-core";
import {chooseBackend, type BackendChoice, type BackendName} from "../../../../kernels/tensors/backend.ts";
import {train} from "./trainer.ts";

const start = (backend: BackendName | "auto"): Promise<BackendChoice> => chooseBackend(backend, {wasmPath: "/wasm/"});

/** Losses and what is held, on a started backend. */
async function trainOn(backend: BackendName, steps: number) {
  await setBackend(backend);
  const {losses, held} = await train(steps);
  return {losses, held};
}

const page = {start, trainOn};
export type TrainingPage = typeof page;
Object.assign(globalThis, page);
