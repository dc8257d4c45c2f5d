import type {DatasetDescription} from "../../../kernels/data/dataset.ts";
import {arrays} from "../../../kernels/data/own.ts";
import {describeDataset, type Dataset} from "../../../kernels/data/dataset.ts";
import type {Execution, Executor, Job, Listener} from "../../../kernels/training/worker/executor.ts";
import {planOf, type TrainOptions} from "../../../kernels/training/plan/options.ts";
import {fingerprint, type Plan} from "../../../kernels/training/plan/plan.ts";
import type {After} from "../../../kernels/training/slot/idle.ts";
import {Queue} from "../../../kernels/training/slot/queue.ts";
import {Slot} from "../../../kernels/training/slot/slot.ts";
import {memoryStorage} from "../../../kernels/training/slot/storage.ts";
import type {Update} from "../../../kernels/training/run/update.ts";
import {lite, type LiteOptions} from "./nets.ts";

/** An execution that does what a test says, and remembers what it was told. */
export class FakeExecution {
  readonly job: Job;
  readonly listener: Listener;
  readonly calls: string[] = [];
  /** Whether it answers when asked to stop. */
  answers = true;
  constructor(job: Job, listener: Listener) {
    this.job = job;
    this.listener = listener;
  }
  update(status: Update["status"], step: number, more: Partial<Update> = {}): void {
    const epochs = this.job.plan.epochs;
    const part = {from: step, loss: new Float32Array(0), accuracy: new Float32Array(0), test: []};
    this.listener.update({
      status,
      step,
      steps: 4 * epochs,
      epoch: Math.floor(step / 4),
      epochs,
      rate: 0.1,
      seconds: step,
      eta: 1,
      part,
      error: null,
      ...more
    });
  }
  save(step: number): void {
    this.listener.saved({step, checkpoint: new Uint8Array([step]), weights: new Uint8Array([step, step])});
  }
  finish(): void {
    const steps = 4 * this.job.plan.epochs;
    this.save(steps);
    this.update("done", steps);
  }
}

export class FakeExecutor implements Executor {
  readonly executions: FakeExecution[] = [];
  /** What the next questions wait for. */
  answer: Promise<void> = Promise.resolve();
  open(job: Job, listener: Listener): Execution {
    const fake = new FakeExecution(job, listener);
    this.executions.push(fake);
    const refuse = () => Promise.reject(new Error("not asked of a fake"));
    return {
      resume: () => void fake.calls.push("resume"),
      step: () => void fake.calls.push("step"),
      pause: () => void fake.calls.push("pause"),
      extend: (epochs) => void fake.calls.push(`extend ${epochs}`),
      async stop() {
        fake.calls.push("stop");
        if (fake.answers) fake.update("stopped", 1);
      },
      close: () => void fake.calls.push("close"),
      weights: async () => {
        await this.answer;
        return new Map([["w", {shape: [1], dtype: "float32", data: new Float32Array([1])}]]);
      },
      predict: refuse,
      activation: refuse,
      inputGradient: refuse,
      effectiveField: refuse
    };
  }
  get last(): FakeExecution {
    return this.executions.at(-1)!;
  }
}

/** Sixteen images of 1×8×8, in four steps an epoch. */
export async function tinyDataset(): Promise<Dataset> {
  const pixels = Uint8Array.from({length: 16 * 64}, (_, i) => (i * 37) % 256);
  const labels = Array.from({length: 16}, (_, i) => i % 10);
  return arrays({shape: [1, 8, 8], train: {pixels, labels}, test: {pixels, labels}, title: "tiny"});
}

export async function tinyPlan(net: LiteOptions = {}, options: Partial<TrainOptions> = {}): Promise<Plan> {
  return planOf(lite(net), await tinyDataset(), {epochs: 2, batch: 4, seed: 1, ...options});
}

export async function identified(plan: Plan) {
  return {plan, fingerprint: await fingerprint(plan), dataset: describeDataset(await tinyDataset())};
}

/** Slots that share a queue, a storage and a fake executor. No time passes unless `after` lets it. */
export function house({after = () => () => undefined}: {after?: After} = {}) {
  const executor = new FakeExecutor();
  const storage = memoryStorage();
  const warnings: string[] = [];
  const setup = {
    executor,
    storage,
    queue: new Queue(),
    now: () => 1_700_000_000_000,
    seed: () => 99,
    idle: 60_000,
    after,
    warn: (message: string) => void warnings.push(message)
  };
  return {
    executor,
    storage,
    warnings,
    slot: (wanted: {plan: Plan; fingerprint: string; dataset: DatasetDescription}) => new Slot(setup, wanted)
  };
}

/** Lets everything that is already decided happen. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 20; ++i) await new Promise<void>((resolve) => setImmediate(resolve));
}
