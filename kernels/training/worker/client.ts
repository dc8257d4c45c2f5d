import {proxy, wrap, type Remote} from "comlink";
import type {BackendName} from "../../tensors/backend.ts";
import type {Execution, Executor, Job, Listener} from "./executor.ts";
import type {WorkerApi} from "./workerApi.ts";

/** Where executions run. */
export interface WorkerSetup {
  /** A module worker of `worker.ts`: its address, or a function that makes one. */
  readonly worker: string | (() => Worker);
  /** Where the .wasm files lie; ends in "/". */
  readonly wasmPath: string;
  readonly backend?: BackendName | "auto";
  /** Milliseconds that a worker has to answer when it is asked to stop. */
  readonly patience?: number;
}

/** Executes each plan in a worker of its own, so that stopping one can always be done by ending its thread. */
export function workerExecutor(setup: WorkerSetup): Executor {
  return {open: (job, listener) => new WorkerExecution(job, listener, setup)};
}

class WorkerExecution implements Execution {
  readonly #worker: Worker;
  readonly #api: Remote<WorkerApi>;
  readonly #listener: Listener;
  readonly #patience: number;
  readonly #opened: Promise<void>;
  /** Rejects when the worker is gone: a terminated worker never answers. */
  readonly #gone: Promise<never>;
  #goneReject!: (error: Error) => void;
  #closed = false;

  constructor(job: Job, listener: Listener, {worker, wasmPath, backend = "auto", patience = 200}: WorkerSetup) {
    this.#listener = listener;
    this.#patience = patience;
    this.#worker = typeof worker === "string" ? new Worker(worker, {type: "module"}) : worker();
    this.#api = wrap<WorkerApi>(this.#worker);
    this.#gone = new Promise((_, reject) => (this.#goneReject = reject));
    this.#gone.catch(() => undefined); // every request that is open races with it
    this.#worker.addEventListener("error", (event) => this.#fail(event.message || "the worker could not be loaded"));
    this.#worker.addEventListener("messageerror", () => this.#fail("a message of the worker could not be read"));
    this.#opened = this.#ask(() => this.#api.open(job, {backend, wasmPath}, proxy(this.#guarded())));
    this.#opened.catch((error: unknown) => this.#fail(messageOf(error)));
  }

  resume(): void {
    this.#tell((api) => api.resume());
  }

  step(): void {
    this.#tell((api) => api.step());
  }

  pause(): void {
    this.#tell((api) => api.pause());
  }

  extend(epochs: number): void {
    this.#tell((api) => api.extend(epochs));
  }

  async stop(): Promise<void> {
    if (this.#closed) return;
    const patience = new Promise<void>((resolve) => setTimeout(resolve, this.#patience));
    const asked = this.#ask(() => this.#api.stop()).catch(() => undefined); // ended anyway
    await Promise.race([asked, patience]);
    this.close();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#worker.terminate();
    this.#goneReject(new Error("the run was stopped before it could answer"));
  }

  weights: Execution["weights"] = () => this.#question((api) => api.weights());
  predict: Execution["predict"] = (samples) => this.#question((api) => api.predict(samples));
  activation: Execution["activation"] = (path, samples) => this.#question((api) => api.activation(path, samples));
  inputGradient: Execution["inputGradient"] = (path, unit, samples) =>
    this.#question((api) => api.inputGradient(path, unit, samples));
  effectiveField: Execution["effectiveField"] = (path, unit, samples) =>
    this.#question((api) => api.effectiveField(path, unit, samples));

  async #question<T>(ask: (api: Remote<WorkerApi>) => Promise<T>): Promise<T> {
    await this.#opened;
    return this.#ask(() => ask(this.#api));
  }

  /** A control: what goes wrong with it is a failure of the run. */
  #tell(ask: (api: Remote<WorkerApi>) => Promise<void>): void {
    this.#opened.then(() => this.#ask(() => ask(this.#api))).catch((error: unknown) => this.#fail(messageOf(error)));
  }

  #ask<T>(ask: () => Promise<T>): Promise<T> {
    return Promise.race([this.#gone, ask()]);
  }

  #fail(message: string): void {
    if (this.#closed) return;
    this.close();
    this.#listener.failed(message);
  }

  /** What the worker tells, as long as it is ours. */
  #guarded(): Listener {
    const when =
      <T>(tell: (value: T) => void) =>
      (value: T) => {
        if (!this.#closed) tell(value);
      };
    return {
      opened: when((device) => this.#listener.opened(device)),
      update: when((update) => this.#listener.update(update)),
      saved: when((saved) => this.#listener.saved(saved)),
      failed: when((message) => this.#fail(message))
    };
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
