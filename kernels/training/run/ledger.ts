import type {Checkpoint} from "./checkpoint.ts";
import type {HistoryPart} from "./history.ts";
import type {Measurement} from "./trainer.ts";

/** What a run writes down: measurements, seconds of work, and what of it has been told. */
export class Ledger {
  readonly #now: () => number;
  #loss: number[] = [];
  #accuracy: number[] = [];
  #test: (readonly [number, number, number])[] = [];
  #told = {train: 0, test: 0};
  #seconds = 0;
  #since: number | null = null;
  /** Seconds and steps when this execution began, for the estimate of what is left. */
  #start: {seconds: number; step: number};
  /** When the last report was made, in milliseconds. */
  said = -Infinity;

  constructor(now: () => number, from?: Checkpoint) {
    this.#now = now;
    if (from) this.restore(from);
    this.#start = {seconds: this.#seconds, step: from?.step ?? 0};
  }

  resume(): void {
    this.#since ??= this.#now();
  }

  pause(): void {
    this.#seconds = this.#elapsed();
    this.#since = null;
  }

  train(measurements: readonly Measurement[]): void {
    for (const {loss, accuracy} of measurements) {
      this.#loss.push(loss);
      this.#accuracy.push(accuracy);
    }
  }

  test(step: number, loss: number, accuracy: number): void {
    this.#test.push([step, loss, accuracy]);
  }

  state(): {seconds: number; history: HistoryPart} {
    const loss = Float32Array.from(this.#loss);
    return {
      seconds: this.#elapsed(),
      history: {from: 0, loss, accuracy: Float32Array.from(this.#accuracy), test: [...this.#test]}
    };
  }

  /** Goes back to what was known at a checkpoint. The next report begins there. */
  restore({history: {loss, accuracy, test}, step}: Checkpoint): void {
    this.#loss = [...loss];
    this.#accuracy = [...accuracy];
    this.#test = [...test];
    this.#told = {train: Math.min(this.#told.train, step), test: 0};
  }

  /** What was measured since the last report, the seconds so far, and an estimate of those to come. */
  report(step: number, left: number): {part: HistoryPart; seconds: number; eta: number | null} {
    this.said = this.#now();
    const {train: from, test} = this.#told;
    const part: HistoryPart = {
      from,
      loss: Float32Array.from(this.#loss.slice(from)),
      accuracy: Float32Array.from(this.#accuracy.slice(from)),
      test: this.#test.slice(test)
    };
    this.#told = {train: this.#loss.length, test: this.#test.length};
    const seconds = this.#elapsed();
    const done = step - this.#start.step;
    const eta = done > 0 ? ((seconds - this.#start.seconds) / done) * left : null;
    return {part, seconds, eta};
  }

  #elapsed(): number {
    return this.#seconds + (this.#since === null ? 0 : (this.#now() - this.#since) / 1000);
  }
}
