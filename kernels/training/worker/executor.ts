import type {DatasetDescription} from "../../data/dataset.ts";
import type {Weights} from "../../graph/weights.ts";
import type {Plan} from "../plan/plan.ts";
import type {Activation, Prediction, Samples, Unit} from "./samples.ts";
import type {Update} from "../run/update.ts";

/** What is to be executed. */
export interface Job {
  readonly plan: Plan;
  readonly dataset: DatasetDescription;
  readonly seed: number;
  /** The file of a checkpoint to go on from; null to begin. */
  readonly from: Uint8Array | null;
  /** The weights that it begins from, as safetensors, if not a random start; their hash is in the plan. */
  readonly start?: Uint8Array;
}

/** What really computes, and why. */
export interface Device {
  readonly backend: string;
  readonly device: string;
  readonly reason: string;
}

/** Files that a run leaves behind, as safetensors. */
export interface Saved {
  readonly step: number;
  /** Weights, optimiser, history and place: what a run goes on from. */
  readonly checkpoint: Uint8Array;
  /** The weights alone, under their PyTorch keys; at the end of a run. */
  readonly weights: Uint8Array | null;
}

/** What an execution tells. Nothing is told after `close`. */
export interface Listener {
  opened(device: Device): void;
  update(update: Update): void;
  saved(saved: Saved): void;
  /** It could not begin, or died: nothing else will be told. */
  failed(message: string): void;
}

/** Numbers that pictures ask of a network with its weights; each request is answered between two steps. */
export interface Probe {
  weights(): Promise<Weights>;
  predict(samples: Samples): Promise<Prediction>;
  /** The output of the op at `path`. */
  activation(path: string, samples: Samples): Promise<Activation>;
  /** d(unit of the op at `path`)/d(input), sample by sample. */
  inputGradient(path: string, unit: Unit, samples: Samples): Promise<Activation>;
  /** The mean over samples and channels of the magnitude of that gradient, `[h, w]`: the effective receptive field. */
  effectiveField(path: string, unit: Unit, samples: Samples): Promise<Activation>;
}

/** One plan on one device. It trains when told to, and answers questions all the time. */
export interface Execution extends Probe {
  resume(): void;
  step(): void;
  pause(): void;
  extend(epochs: number): void;
  /** Ends the run after its checkpoint, or without one if it does not answer; frees everything. Never fails. */
  stop(): Promise<void>;
  /** Frees everything at once. Requests that are open are refused. */
  close(): void;
}

/** Where plans are executed. */
export interface Executor {
  open(job: Job, listener: Listener): Execution;
}
