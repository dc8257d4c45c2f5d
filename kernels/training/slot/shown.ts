import type {DatasetDescription} from "../../data/dataset.ts";
import {Course} from "../plan/course.ts";
import type {Execution} from "../worker/executor.ts";
import type {RunHandle} from "../run/handle.ts";
import {History} from "../run/history.ts";
import type {Plan} from "../plan/plan.ts";
import type {Idle} from "./idle.ts";
import type {RunRecord} from "./record.ts";
import type {Failure, Latest, State, Status} from "../run/state.ts";
import type {Update} from "../run/update.ts";

/** A plan with its identity and its images. */
export interface Identified {
  readonly plan: Plan;
  readonly fingerprint: string;
  readonly dataset: DatasetDescription;
  /** The weights that it begins from, if not a random start. */
  readonly start?: Uint8Array;
}

/** The run that a slot shows: what is known of it so far. The slot alone writes here. */
export class Shown implements Identified {
  readonly plan: Plan;
  readonly fingerprint: string;
  readonly dataset: DatasetDescription;
  readonly start: Uint8Array | undefined;
  handle!: RunHandle; // given by the slot when it adopts the run, like the next
  idle!: Idle;
  execution: Execution | null = null;
  /** The last checkpoint, and the step that it is of: at step 0 the seed or the start is enough. */
  file: Uint8Array | null = null;
  fileStep = 0;
  seed: number | null = null;
  status: Status = "ready";
  cached = false;
  isReplaced = false;
  /** Whether it went past the end of its plan. */
  extended = false;
  /** Epochs that its next execution is to add. */
  added = 0;
  interrupted: {readonly step: number} | null = null;
  step = 0;
  epochs: number;
  history: History;
  rate: number | null = null;
  seconds = 0;
  eta: number | null = null;
  place: number | null = null;
  backend: string | null = null;
  device: string | null = null;
  reason: string | null = null;
  finished: number | null = null;
  error: Failure | null = null;

  constructor({plan, fingerprint, dataset, start}: Identified) {
    this.plan = plan;
    this.fingerprint = fingerprint;
    this.dataset = dataset;
    this.start = start;
    this.epochs = plan.epochs;
    this.history = new History(new Course(plan).stepsPerEpoch);
  }

  /** Whether it holds or waits for the place where training happens, or can go on without a file. */
  get isActive(): boolean {
    return ["queued", "starting", "running", "paused"].includes(this.status);
  }

  /** Whether nothing goes on, and another execution could be opened that knows what this one does. */
  get isAtRest(): boolean {
    return !this.isActive && this.fileStep === this.step;
  }

  /** Whether its result would be found again under its fingerprint. */
  get isKept(): boolean {
    return this.status === "done" && this.plan.seed !== null && !this.extended;
  }

  /** Frees what it holds. */
  close(): void {
    this.idle.end();
    this.execution?.close();
    this.execution = null;
  }

  /** What readers see, with what only the slot knows. */
  state(of: Pick<State, "stale" | "difference" | "kept">): State {
    const {status, cached, interrupted, step, epochs, history, rate, seconds, eta, place} = this;
    const {backend, device, reason, finished, error, handle} = this;
    const perEpoch = history.stepsPerEpoch;
    return Object.freeze({
      status,
      ...of,
      cached,
      interrupted,
      step,
      steps: epochs * perEpoch,
      epoch: Math.floor(step / perEpoch),
      epochs,
      history,
      latest: latestOf(history),
      rate,
      seconds,
      eta,
      place,
      backend,
      device,
      reason,
      finished,
      error,
      run: handle
    });
  }
}

function latestOf({train, test}: History): Latest {
  return {
    loss: train.loss.at(-1) ?? null,
    smooth: train.smooth.at(-1) ?? null,
    smoothAccuracy: train.smoothAccuracy.at(-1) ?? null,
    accuracy: train.accuracy.at(-1) ?? null,
    testLoss: test.loss.at(-1) ?? null,
    testAccuracy: test.accuracy.at(-1) ?? null
  };
}

/** What an update changes. */
export function updated(shown: Shown, update: Update, now: number): Partial<Shown> {
  const {status, step, epochs, rate, seconds, eta, error, part} = update;
  const finished = status === "done" ? now : null;
  return {status, step, epochs, rate, seconds, eta, error, finished, history: shown.history.with(part)};
}

/** A finished result of an earlier run of this plan. */
export function cachedRun(of: Identified, record: RunRecord): Shown {
  return Object.assign(fromRecord(of, record), {status: "done" as const, cached: true});
}

/** A run of this plan that was cut off. */
export function interruptedRun(of: Identified, record: RunRecord): Shown {
  return Object.assign(fromRecord(of, record), {interrupted: {step: record.step}});
}

function fromRecord(of: Identified, record: RunRecord): Shown {
  return Object.assign(new Shown(of), {...record, plan: of.plan, fileStep: record.step});
}

/** What is kept of a run whose checkpoint is that of `step`. */
export function recordOf(shown: Shown, step: number): RunRecord {
  const {plan, seed, finished, epochs, seconds, backend, device, reason} = shown;
  const history = shown.history.upTo(step);
  return {plan, seed: seed ?? 0, finished, step, epochs, seconds, backend, device, reason, history};
}
