import {dataset} from "../../data/dataset.ts";
import type {FetchBytes} from "../../data/source.ts";
import type {Splits} from "../../data/split.ts";
import {initialWeights} from "../../graph/initialise.ts";
import type {Network} from "../../graph/network.ts";
import type {Weights} from "../../graph/weights.ts";
import {networkFromDescription} from "../../ops/describe.ts";
import {chooseBackend, onDeviceLost, type BackendName, type WasmFiles} from "../../tensors/backend.ts";
import {readCheckpoint, writeCheckpoint} from "../run/checkpointFile.ts";
import {readSafetensors} from "../../exchange/safetensors/read.ts";
import {writeSafetensors} from "../../exchange/safetensors/write.ts";
import type {Checkpoint} from "../run/checkpoint.ts";
import type {Job, Listener} from "./executor.ts";
import {activation, effectiveField, inputGradient, predict} from "./probe.ts";
import {Run} from "../run/run.ts";
import type {Activation, Prediction, Samples, Unit} from "./samples.ts";
import {samplesOf} from "./samplesOf.ts";
import {TensorTrainer} from "../run/tensorTrainer.ts";

/** What a session needs of the thread that it runs in. */
export interface Surroundings {
  /** Milliseconds, for durations. */
  now(): number;
  /** Resolves in a later task, so that messages get through. */
  turn(): Promise<void>;
  /** Reads a file of a data set; from the thread's own origin if absent. */
  readonly fetchBytes?: FetchBytes;
}

/** What runs it. */
export interface Machine {
  readonly backend: BackendName | "auto";
  readonly wasmPath: WasmFiles;
}

/**
 * One plan on one device, in the thread that computes: the run, and answers about the network with its present weights. A
 * thread has one session; TensorFlow.js has one backend a thread.
 */
export class Session {
  readonly #surroundings: Surroundings;
  readonly #listener: Listener;
  readonly #network: Network;
  readonly #job: Job;
  readonly #from: Checkpoint | undefined;
  readonly #trainer: TensorTrainer;
  readonly #unlisten: () => void;
  #splits: Promise<Splits> | null = null;
  #run: Promise<Run> | null = null;
  /** Epochs that were added before there was a run. */
  #added: number[] = [];

  private constructor(job: Job, network: Network, listener: Listener, surroundings: Surroundings) {
    this.#job = job;
    this.#network = network;
    this.#listener = listener;
    this.#surroundings = surroundings;
    this.#from = job.from ? readCheckpoint(job.from) : undefined;
    const given = job.start && readSafetensors(job.start).tensors;
    const weights = this.#from?.weights ?? given ?? initialWeights(network, job.seed);
    this.#trainer = new TensorTrainer(network, job.plan, job.seed, weights, this.#from?.slots);
    this.#unlisten = onDeviceLost((_, message) => listener.failed(`the graphics device was lost: ${message}`));
  }

  /** Chooses the backend and makes the network on it. Throws what stands in the way. */
  static async open(job: Job, machine: Machine, listener: Listener, surroundings: Surroundings): Promise<Session> {
    const network = networkFromDescription(job.plan.network);
    const choice = await chooseBackend(machine.backend, {wasmPath: machine.wasmPath});
    const session = new Session(job, network, listener, surroundings);
    listener.opened(choice);
    return session;
  }

  async resume(): Promise<void> {
    (await this.#training()).resume();
  }

  async step(): Promise<void> {
    (await this.#training()).stepOnce();
  }

  async pause(): Promise<void> {
    if (this.#run) (await this.#run).pause();
  }

  async extend(epochs: number): Promise<void> {
    if (this.#run) (await this.#run).extend(epochs);
    else this.#added.push(epochs);
  }

  /** Ends the run at the next batch boundary, with a checkpoint. */
  async stop(): Promise<void> {
    if (this.#run) await (await this.#run).stop();
  }

  /** Resolves when nothing goes on: paused or over. */
  async settled(): Promise<void> {
    if (this.#run) await (await this.#run).settled;
  }

  async weights(): Promise<Weights> {
    return (await this.#trainer.snapshot()).weights;
  }

  async predict(samples: Samples): Promise<Prediction> {
    return predict(this.#network, this.#trainer.parameters, await this.#batch(samples), this.#job.dataset.classes);
  }

  async activation(path: string, samples: Samples): Promise<Activation> {
    return activation(this.#network, this.#trainer.parameters, await this.#batch(samples), path);
  }

  async inputGradient(path: string, unit: Unit, samples: Samples): Promise<Activation> {
    return inputGradient(this.#network, this.#trainer.parameters, await this.#batch(samples), path, unit);
  }

  async effectiveField(path: string, unit: Unit, samples: Samples): Promise<Activation> {
    return effectiveField(await this.inputGradient(path, unit, samples));
  }

  /** Frees all tensors. */
  dispose(): void {
    this.#unlisten();
    this.#trainer.dispose();
  }

  #training(): Promise<Run> {
    this.#run ??= this.#begin();
    return this.#run;
  }

  async #begin(): Promise<Run> {
    const {plan, seed} = this.#job;
    const {now, turn} = this.#surroundings;
    const splits = await this.#images();
    const host = {
      now,
      turn,
      post: this.#listener.update,
      checkpoint: (checkpoint: Checkpoint, last: boolean) =>
        this.#listener.saved({
          step: checkpoint.step,
          checkpoint: writeCheckpoint(checkpoint),
          weights: last ? writeSafetensors(checkpoint.weights) : null
        })
    };
    const run = new Run({plan, seed, splits, trainer: this.#trainer, host, from: this.#from});
    for (const epochs of this.#added) run.extend(epochs);
    return run;
  }

  #images(): Promise<Splits> {
    this.#splits ??= dataset(this.#job.dataset).load(this.#surroundings.fetchBytes);
    return this.#splits;
  }

  async #batch(samples: Samples) {
    const {shape, normalisation} = this.#job.dataset;
    const named = typeof samples === "object" && samples !== null && "indices" in samples;
    const splits = named ? await this.#images() : null;
    return samplesOf(samples, splits, shape, normalisation);
  }
}
