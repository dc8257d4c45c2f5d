import {evaluationBatches, makeBatch} from "../../data/batch.ts";
import {permutation} from "../../data/permutation.ts";
import type {Splits} from "../../data/split.ts";
import {createRandom} from "../../graph/random.ts";
import {isFinite, type Checkpoint} from "./checkpoint.ts";
import {Course} from "../plan/course.ts";
import {TrainingError} from "../error.ts";
import {Ledger} from "./ledger.ts";
import type {Plan} from "../plan/plan.ts";
import type {Failure} from "./state.ts";
import type {Lesson, Trainer} from "./trainer.ts";
import type {Update} from "./update.ts";

/** What a run needs of its surroundings. */
export interface RunHost {
  /** Milliseconds. */
  now(): number;
  /** Lets messages and other requests through; resolves in a later task. */
  turn(): Promise<void>;
  post(update: Update): void;
  /** `last`: the run ends with it. */
  checkpoint(checkpoint: Checkpoint, last: boolean): void;
}

export interface RunSetup {
  readonly plan: Plan;
  readonly seed: number;
  readonly splits: Splits;
  readonly trainer: Trainer;
  readonly host: RunHost;
  /** Where to go on. The trainer must hold its weights already. */
  readonly from?: Checkpoint;
}

/** Milliseconds between two updates, and between two checkpoints within an epoch. */
const updatePause = 100;
const checkpointPause = 30_000;

/**
 * One execution of a plan: the loop over its steps. The numbers depend on plan and seed alone, not on when it was paused,
 * looked at or resumed; the clock only decides what is said and when a checkpoint is made.
 */
export class Run {
  readonly #plan: Plan;
  readonly #seed: number;
  readonly #splits: Splits;
  readonly #trainer: Trainer;
  readonly #host: RunHost;
  readonly #ledger: Ledger;
  #course: Course;
  #order: {epoch: number; indices: Uint32Array} = {epoch: -1, indices: new Uint32Array(0)};
  /** Steps that may still be taken before the run pauses. */
  #budget = 0;
  #stopping = false;
  #going: Promise<void> | null = null;
  #error: Failure | null = null;
  /** Whether losses are read before weights change: always where that is free, else to find where a number went wrong. */
  #careful: boolean;
  #good: Checkpoint | null;
  #saved: number;
  step: number;

  constructor({plan, seed, splits, trainer, host, from}: RunSetup) {
    this.#plan = plan;
    this.#seed = seed;
    this.#splits = splits;
    this.#trainer = trainer;
    this.#host = host;
    this.#course = new Course(plan, from?.segments);
    this.#ledger = new Ledger(host.now, from);
    this.#careful = trainer.immediate;
    this.#good = from ?? null;
    this.#saved = host.now();
    this.step = from?.step ?? 0;
  }

  /** Goes on to the end, or to the next pause. */
  resume(): void {
    this.#budget = Infinity;
    this.#go();
  }

  /** One step, then a pause. */
  stepOnce(): void {
    this.#budget = 1;
    this.#go();
  }

  /** Pauses at the next batch boundary. */
  pause(): void {
    this.#budget = 0;
  }

  /** Ends at the next batch boundary, with a checkpoint; resolves when it has. */
  async stop(): Promise<void> {
    this.#stopping = true;
    if (!this.#going) this.#going = this.#end("stopped");
    await this.#going;
  }

  /** More epochs after the last one; the schedule runs anew over them. */
  extend(epochs: number): void {
    this.#course = this.#course.extended(epochs);
  }

  /** Resolves when nothing goes on: paused or over. */
  get settled(): Promise<void> {
    return this.#going ?? Promise.resolve();
  }

  #go(): void {
    if (this.#going || this.#stopping) return;
    this.#error = null;
    this.#going = this.#loop().finally(() => (this.#going = null));
  }

  async #loop(): Promise<void> {
    this.#ledger.resume();
    try {
      this.#good ??= await this.#makeCheckpoint();
      this.#say("running");
      do {
        while (this.#budget > 0 && !this.#stopping && this.step < this.#course.steps) {
          --this.#budget;
          await this.#advance();
          await this.#host.turn();
        }
      } while (!(await this.#measure()));
      if (this.#error) return this.#say("paused");
      await this.#end(this.#stopping ? "stopped" : this.step < this.#course.steps ? "paused" : "done");
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.#error = {message, block: error instanceof TrainingError ? error.place || null : null, step: this.step};
      this.#say("failed");
    }
  }

  async #end(status: "stopped" | "paused" | "done"): Promise<void> {
    if (status !== "paused") await this.#save(true);
    this.#say(status);
  }

  /** One step, and what is due after it. */
  async #advance(): Promise<void> {
    const lesson = this.#lesson(this.step);
    if (this.#careful) {
      const measurement = await this.#trainer.carefulStep(lesson, (loss) => this.#accepts(loss));
      if (!this.#accepts(measurement.loss)) return this.#comeBack(lesson, measurement.loss);
      this.#ledger.train([measurement]);
    } else this.#trainer.step(lesson);
    ++this.step;
    const ended = this.step % this.#course.stepsPerEpoch === 0;
    const tells = this.#host.now() - this.#ledger.said >= updatePause;
    const saves = ended || this.#host.now() - this.#saved >= checkpointPause;
    if ((tells || saves) && !(await this.#measure())) return;
    if (ended) await this.#evaluate();
    if (saves) await this.#save();
    if (this.#host.now() - this.#ledger.said >= updatePause) this.#say("running");
  }

  #accepts(loss: number): boolean {
    return Number.isFinite(loss) && loss <= (this.#plan.bound ?? Infinity);
  }

  /** Takes in what the steps so far measured; false if a loss went wrong and the run went back to find out where. */
  async #measure(): Promise<boolean> {
    const measurements = await this.#trainer.measured();
    if (measurements.every(({loss}) => this.#accepts(loss))) {
      this.#ledger.train(measurements);
      return true;
    }
    this.#restore(this.#good!);
    this.#careful = true; // the same steps again, but each loss before its update
    this.#budget = Infinity;
    return false;
  }

  /** A loss went wrong: back to the last good checkpoint, and say where it began. */
  async #comeBack(lesson: Lesson, loss: number): Promise<void> {
    const block = await this.#trainer.locate(lesson);
    const step = this.step + 1;
    this.#restore(this.#good!);
    this.#careful = this.#trainer.immediate;
    this.#budget = 0;
    const message = Number.isFinite(loss)
      ? `the loss ${loss.toPrecision(4)} is above the bound ${this.#plan.bound}`
      : `the loss is ${Number.isNaN(loss) ? "not a number" : "infinite"}`;
    this.#error = {message, block, step};
  }

  #restore(checkpoint: Checkpoint): void {
    this.#trainer.restore(checkpoint);
    this.#ledger.restore(checkpoint);
    this.step = checkpoint.step;
  }

  #lesson(step: number): Lesson {
    const {epoch, index, rate} = this.#course.at(step);
    const {train} = this.#splits;
    if (this.#order.epoch !== epoch)
      this.#order = {epoch, indices: permutation(train.count, createRandom(this.#seed, `order/${epoch}`))};
    const {batch: size, augment: augmentation, data} = this.#plan;
    const indices = this.#order.indices.subarray(index * size, (index + 1) * size);
    const random = createRandom(this.#seed, `augment/${epoch}/${index}`);
    return {batch: makeBatch(train, indices, data.normalisation, {augmentation, random}), rate, step};
  }

  async #evaluate(): Promise<void> {
    const {test} = this.#splits;
    let [loss, hits] = [0, 0];
    for (const batch of evaluationBatches(test, this.#plan.batch, this.#plan.data.normalisation)) {
      const found = await this.#trainer.evaluate(batch);
      loss += found.loss;
      hits += found.hits;
      await this.#host.turn();
      if (this.#stopping) return;
    }
    this.#ledger.test(this.step, loss / test.count, hits / test.count);
  }

  async #save(last = false): Promise<void> {
    this.#saved = this.#host.now();
    const checkpoint = await this.#makeCheckpoint();
    if (!isFinite(checkpoint)) return;
    this.#good = checkpoint;
    this.#host.checkpoint(checkpoint, last);
  }

  async #makeCheckpoint(): Promise<Checkpoint> {
    const {segments} = this.#course;
    const {seconds, history} = this.#ledger.state();
    return {...(await this.#trainer.snapshot()), seed: this.#seed, step: this.step, segments, seconds, history};
  }

  #say(status: Update["status"]): void {
    if (status !== "running") this.#ledger.pause();
    const {steps, epochs, stepsPerEpoch} = this.#course;
    const rate = this.step > 0 ? this.#course.at(this.step - 1).rate : null;
    const left = steps - this.step;
    this.#host.post({
      status,
      step: this.step,
      steps,
      epoch: Math.floor(this.step / stepsPerEpoch),
      epochs,
      rate,
      error: this.#error,
      ...this.#ledger.report(this.step, left)
    });
  }
}
