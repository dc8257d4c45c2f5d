import {wrap} from "comlink";
import type {WorkerSetup} from "./client.ts";
import type {Question} from "./respond.ts";
import type {Activation} from "./samples.ts";
import type {WorkerApi} from "./workerApi.ts";

/** Asks a network that does not train, in a worker that lives for this question; aborting ends it at once. */
export async function ask(
  {worker, wasmPath, backend = "auto"}: WorkerSetup,
  question: Question,
  {signal}: {signal?: AbortSignal} = {}
): Promise<Activation[]> {
  const thread = typeof worker === "string" ? new Worker(worker, {type: "module"}) : worker();
  try {
    return await Promise.race([
      wrap<WorkerApi>(thread).respond(question, {backend, wasmPath}),
      new Promise<never>((_, reject) => {
        thread.addEventListener("error", ({message}) => reject(new Error(message || "the worker could not be loaded")));
        signal?.addEventListener("abort", () => reject(new Error("the question was withdrawn")));
      })
    ]);
  } finally {
    thread.terminate();
  }
}
