import type {BackendName} from "../../kernels/tensors/backend.ts";
import type {Profile, Request, Step} from "./serve.ts";

export interface Order {
  backend: BackendName;
  batch: number;
  rounds: number;
  variants: string[];
}

export interface Measured {
  device: string;
  /** The first losses, before timing. */
  losses: number[];
  steps: Step[];
  profile: Profile;
}

const warmUps = 2;

/** Measures all variants, a step of each in turn. */
async function measure({backend, batch, rounds, variants}: Order): Promise<Record<string, Measured>> {
  const workers = new Map<string, Worker>();
  const results: Record<string, Measured> = {};
  for (const name of variants) {
    const worker = new Worker(`/${name}.js`, {type: "module"});
    workers.set(name, worker);
    const {device} = await ask<{device: string}>(worker, {kind: "start", backend, wasmPath: "/wasm/", batch});
    const losses: number[] = [];
    for (let i = 0; i < warmUps; ++i) losses.push((await ask<Step>(worker, {kind: "step"})).loss);
    results[name] = {device, losses, steps: [], profile: await ask<Profile>(worker, {kind: "profile"})};
  }
  for (let round = 0; round < rounds; ++round)
    for (const [name, worker] of workers) results[name].steps.push(await ask<Step>(worker, {kind: "step"}));
  for (const worker of workers.values()) worker.terminate();
  return results;
}

function ask<T>(worker: Worker, request: Request): Promise<T> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({data}: MessageEvent<T & {error?: string}>) =>
      data.error === undefined ? resolve(data) : reject(new Error(data.error));
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage(request);
  });
}

Object.assign(globalThis, {measure});
