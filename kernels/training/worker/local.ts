import type {Execution, Executor, Job, Listener} from "./executor.ts";
import {Session, type Machine, type Surroundings} from "./session.ts";

/**
 * Executes plans in the calling thread: for programs and Node, where a page would freeze. One at a time, as TensorFlow.js has
 * one backend a thread.
 */
export function localExecutor(machine: Machine, surroundings: Surroundings): Executor {
  return {open: (job, listener) => new LocalExecution(job, machine, listener, surroundings)};
}

class LocalExecution implements Execution {
  readonly #session: Promise<Session>;
  readonly #listener: Listener;
  #closed = false;

  constructor(job: Job, machine: Machine, listener: Listener, surroundings: Surroundings) {
    this.#listener = {
      opened: (device) => this.#closed || listener.opened(device),
      update: (update) => this.#closed || listener.update(update),
      saved: (saved) => this.#closed || listener.saved(saved),
      failed: (message) => this.#closed || listener.failed(message)
    };
    this.#session = Session.open(job, machine, this.#listener, surroundings);
    this.#session.catch((error: unknown) => this.#fail(error));
  }

  resume(): void {
    this.#tell((session) => session.resume());
  }

  step(): void {
    this.#tell((session) => session.step());
  }

  pause(): void {
    this.#tell((session) => session.pause());
  }

  extend(epochs: number): void {
    this.#tell((session) => session.extend(epochs));
  }

  async stop(): Promise<void> {
    if (this.#closed) return;
    await this.#session.then((session) => session.stop()).catch((error: unknown) => this.#fail(error));
    this.close();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    void this.#session
      .then(async (session) => {
        await session.stop(); // a loop that goes on would use what is freed
        session.dispose();
      })
      .catch(() => undefined); // never opened
  }

  weights: Execution["weights"] = async () => (await this.#session).weights();
  predict: Execution["predict"] = async (samples) => (await this.#session).predict(samples);
  activation: Execution["activation"] = async (path, samples) => (await this.#session).activation(path, samples);
  inputGradient: Execution["inputGradient"] = async (path, unit, samples) =>
    (await this.#session).inputGradient(path, unit, samples);
  effectiveField: Execution["effectiveField"] = async (path, unit, samples) =>
    (await this.#session).effectiveField(path, unit, samples);

  #tell(ask: (session: Session) => Promise<void>): void {
    this.#session.then(ask).catch((error: unknown) => this.#fail(error));
  }

  #fail(error: unknown): void {
    this.#listener.failed(error instanceof Error ? error.message : String(error));
  }
}
