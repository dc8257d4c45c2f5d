import {memory, profile, tidy} from "@tensorflow/tfjs-core";
import type {BackendName} from "../../kernels/tensors/backend.ts";
import {counts, installCounters} from "./counters.ts";
import type {MakeVariant, Variant} from "./variant.ts";

/** What the page asks of a variant's worker. */
export type Request =
  {kind: "start"; backend: BackendName; wasmPath: string; batch: number} | {kind: "step"} | {kind: "profile"};

export interface Step {
  loss: number;
  /** Until the loss had been read, so that all work was done. */
  milliseconds: number;
  /** Until all work had been issued. */
  issued: number;
  dispatches: number;
  submits: number;
  draws: number;
  tensors: number;
}

export interface Profile {
  kernels: number;
  peakBytes: number;
  /** Time by kernel, where the backend tells, with the number of calls. */
  byKernel: {name: string; calls: number; milliseconds: number}[];
}

/** Answers the page's requests in a worker, one after the other. */
export function serve(make: MakeVariant): void {
  installCounters();
  let variant: Variant | undefined;
  self.onmessage = async ({data}: MessageEvent<Request>) => {
    try {
      if (data.kind === "start") {
        variant = await make(data.backend, data.wasmPath, data.batch);
        self.postMessage({device: variant.device});
      } else self.postMessage(data.kind === "step" ? await takeStep(variant!) : await profileStep(variant!));
    } catch (error) {
      self.postMessage({error: String(error instanceof Error ? (error.stack ?? error) : error)});
    }
  };
}

async function takeStep(variant: Variant): Promise<Step> {
  const before = {...counts};
  const began = performance.now();
  const value = variant.step();
  const issued = performance.now() - began;
  const [loss] = await value.data();
  const milliseconds = performance.now() - began;
  value.dispose();
  return {
    loss,
    milliseconds,
    issued,
    dispatches: counts.dispatches - before.dispatches,
    submits: counts.submits - before.submits,
    draws: counts.draws - before.draws,
    tensors: memory().numTensors
  };
}

async function profileStep(variant: Variant): Promise<Profile> {
  const info = await profile(() => tidy(() => variant.step()));
  const totals = new Map<string, {name: string; calls: number; milliseconds: number}>();
  for (const {name, kernelTimeMs} of info.kernels) {
    const total = totals.get(name) ?? {name, calls: 0, milliseconds: 0};
    const time = await kernelTimeMs;
    total.calls += 1;
    total.milliseconds += typeof time === "number" ? time : 0;
    totals.set(name, total);
  }
  const byKernel = [...totals.values()].sort((a, b) => b.milliseconds - a.milliseconds || b.calls - a.calls);
  return {kernels: info.kernels.length, peakBytes: info.peakBytes, byKernel};
}
