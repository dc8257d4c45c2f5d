import type {Batch} from "../../../kernels/data/batch.ts";
import type {Splits} from "../../../kernels/data/split.ts";
import type {Checkpoint, Snapshot} from "../../../kernels/training/run/checkpoint.ts";
import type {Plan} from "../../../kernels/training/plan/plan.ts";
import {Run, type RunHost} from "../../../kernels/training/run/run.ts";
import type {Lesson, Measurement, Trainer} from "../../../kernels/training/run/trainer.ts";
import type {Update} from "../../../kernels/training/run/update.ts";

/**
 * A trainer of one number, w ← w + rate · (mean of the batch), whose loss is w: enough to see whether the loop shows every
 * batch once, in the right order and with the right rate. Makes the loss of one step NaN if told to.
 */
export class FakeTrainer implements Trainer {
  readonly immediate: boolean;
  value: number;
  badStep = -1;
  located: number[] = [];
  readonly lessons: {step: number; rate: number; labels: number[]}[] = [];
  #pending: Measurement[] = [];
  constructor(immediate: boolean, from?: Checkpoint) {
    this.immediate = immediate;
    this.value = from ? (from.weights.get("w")!.data as Float32Array)[0] : 1;
  }
  step(lesson: Lesson): void {
    this.#pending.push(this.#look(lesson));
    this.#learn(lesson);
  }
  async carefulStep(lesson: Lesson, accept: (loss: number) => boolean): Promise<Measurement> {
    const measurement = this.#look(lesson);
    if (accept(measurement.loss)) this.#learn(lesson);
    return measurement;
  }
  #look({step}: Lesson): Measurement {
    return {loss: step === this.badStep ? NaN : this.value, accuracy: 0.5};
  }
  #learn({batch, rate, step}: Lesson): void {
    this.lessons.push({step, rate, labels: [...batch.labels]});
    const mean = batch.images.reduce((sum, value) => sum + value, 0) / batch.images.length;
    this.value = Math.fround(this.value + rate * mean);
  }
  async measured(): Promise<Measurement[]> {
    return this.#pending.splice(0);
  }
  async evaluate({count}: Batch): Promise<{loss: number; hits: number}> {
    return {loss: count * this.value, hits: count};
  }
  async snapshot(): Promise<Snapshot> {
    const weights = new Map([["w", {shape: [], dtype: "float32" as const, data: Float32Array.of(this.value)}]]);
    return {weights, slots: new Map()};
  }
  restore({weights}: Snapshot): void {
    this.#pending = [];
    this.value = (weights.get("w")!.data as Float32Array)[0];
  }
  async locate({step}: Lesson): Promise<string | null> {
    this.located.push(step);
    return "layers.0.dwt";
  }
  dispose(): void {}
}

/** A run with a fake trainer and a clock that a test turns. */
export function fakeRun(
  plan: Plan,
  splits: Splits,
  {
    immediate = true,
    from,
    millisecondsPerStep = 10
  }: {immediate?: boolean; from?: Checkpoint; millisecondsPerStep?: number} = {}
) {
  const clock = {now: 0};
  const updates: (Update & {at: number})[] = [];
  const checkpoints: Checkpoint[] = [];
  const trainer = new FakeTrainer(immediate, from);
  const onTurn: {call: () => void} = {call: () => undefined};
  const host: RunHost = {
    now: () => clock.now,
    async turn() {
      clock.now += millisecondsPerStep;
      onTurn.call();
    },
    post: (update) => void updates.push({...update, at: clock.now}),
    checkpoint: (checkpoint) => void checkpoints.push(checkpoint)
  };
  const run = new Run({plan, seed: plan.seed ?? 0, splits, trainer, host, from});
  return {run, trainer, updates, checkpoints, clock, onTurn};
}
