/** One row, as Plot and tables read it. Training rows are one a step, test rows one an epoch. */
export interface HistoryRow {
  readonly split: "train" | "test";
  /** Steps done when it was measured. */
  readonly step: number;
  /** Epochs done, with its fraction. */
  readonly epoch: number;
  readonly loss: number;
  /** The running mean of the training loss; the loss itself on test rows. */
  readonly smooth: number;
  /** The part of the images that were classified rightly: of the batch, or of all test images. */
  readonly accuracy: number;
}

/** What a piece of training adds to a history: columns, so that they can be transferred. */
export interface HistoryPart {
  /** How many training rows come before this part. */
  readonly from: number;
  readonly loss: Float32Array<ArrayBuffer>;
  readonly accuracy: Float32Array<ArrayBuffer>;
  /** Test rows: steps done, mean loss, accuracy. */
  readonly test: readonly (readonly [step: number, loss: number, accuracy: number])[];
}

/** What a running mean keeps of itself at each step, so that it is the mean of about the last 1 / (1 - memory) = 50. */
const memory = 0.98;

/**
 * What a run measured, in typed columns, and row by row for `Plot.lineY(history, {x: "step", y: "loss", stroke: "split"})`.
 * A history that a reader holds never changes: `with` gives a longer one that shares the columns' memory.
 */
export class History implements Iterable<HistoryRow> {
  readonly stepsPerEpoch: number;
  /** One entry a step, the first for step 1. */
  readonly train: {
    readonly loss: Float32Array;
    readonly smooth: Float32Array;
    readonly accuracy: Float32Array;
    /** The running mean of the accuracy, over the steps that `smooth` is the mean of. */
    readonly smoothAccuracy: Float32Array;
  };
  /** One entry an evaluation. */
  readonly test: {readonly step: Float64Array; readonly loss: Float64Array; readonly accuracy: Float64Array};
  readonly #store: Store;

  constructor(stepsPerEpoch: number, store = new Store(), steps = 0, tests = 0) {
    this.stepsPerEpoch = stepsPerEpoch;
    this.#store = store;
    const column = (values: Float32Array) => values.subarray(0, steps);
    this.train = {
      loss: column(store.loss),
      smooth: column(store.smooth.values),
      accuracy: column(store.accuracy),
      smoothAccuracy: column(store.smoothAccuracy.values)
    };
    const cell = (i: 0 | 1 | 2) => Float64Array.from(store.test.slice(0, tests), (row) => row[i]);
    this.test = {step: cell(0), loss: cell(1), accuracy: cell(2)};
  }

  /** Steps done. */
  get steps(): number {
    return this.train.loss.length;
  }

  /** The number of rows. */
  get length(): number {
    return this.steps + this.test.step.length;
  }

  /** The history after this part. Rows at and past `from` that were there before are replaced: a run that went back. */
  with(part: HistoryPart): History {
    const told = new Set(part.test.map(([step]) => step));
    const kept = this.#tests().filter(([step]) => step <= part.from && !told.has(step));
    const continues = this.#store.length === part.from && this.steps === part.from;
    const store = continues ? this.#store : this.#store.copy(part.from);
    store.append(part.loss, part.accuracy);
    store.test = [...kept, ...part.test];
    return new History(this.stepsPerEpoch, store, store.length, store.test.length);
  }

  /** The history of the first `steps` steps, or of as many as there are. */
  upTo(steps: number): History {
    const nothing = new Float32Array(0);
    return steps < this.steps ? this.with({from: steps, loss: nothing, accuracy: nothing, test: []}) : this;
  }

  /** Everything as one part. */
  toPart(): HistoryPart {
    return {from: 0, loss: this.train.loss.slice(), accuracy: this.train.accuracy.slice(), test: this.#tests()};
  }

  #tests(): [number, number, number][] {
    const {step, loss, accuracy} = this.test;
    return Array.from(step, (at, i) => [at, loss[i], accuracy[i]]);
  }

  *[Symbol.iterator](): Generator<HistoryRow> {
    const {loss, smooth, accuracy} = this.train;
    const epoch = (step: number) => step / this.stepsPerEpoch;
    for (let i = 0; i < loss.length; ++i)
      yield {
        split: "train",
        step: i + 1,
        epoch: epoch(i + 1),
        loss: loss[i],
        smooth: smooth[i],
        accuracy: accuracy[i]
      };
    for (const [step, loss, accuracy] of this.#tests())
      yield {split: "test", step, epoch: epoch(step), loss, smooth: loss, accuracy};
  }
}

/** Columns that grow. Histories see a beginning of them, which is never written again. */
class Store {
  length = 0;
  loss = new Float32Array(256);
  readonly smooth = new RunningMean();
  accuracy = new Float32Array(256);
  readonly smoothAccuracy = new RunningMean();
  test: (readonly [number, number, number])[] = [];

  append(loss: Float32Array, accuracy: Float32Array): void {
    const end = this.length + loss.length;
    if (end > this.loss.length) this.#grow(end);
    this.loss.set(loss, this.length);
    this.accuracy.set(accuracy, this.length);
    this.smooth.append(loss);
    this.smoothAccuracy.append(accuracy);
    this.length = end;
  }

  /** A store of its own with the first `length` rows. */
  copy(length: number): Store {
    const copy = new Store();
    copy.append(this.loss.subarray(0, length), this.accuracy.subarray(0, length));
    return copy;
  }

  #grow(least: number): void {
    this.loss = longer(this.loss, least);
    this.accuracy = longer(this.accuracy, least);
  }
}

/** A column of exponential means, each corrected for the start at zero (as Adam corrects its moments). */
class RunningMean {
  values = new Float32Array(256);
  #length = 0;
  #mean = 0;

  append(measured: Float32Array): void {
    const end = this.#length + measured.length;
    if (end > this.values.length) this.values = longer(this.values, end);
    for (const value of measured) {
      this.#mean = memory * this.#mean + (1 - memory) * value;
      this.values[this.#length] = this.#mean / (1 - memory ** ++this.#length);
    }
  }
}

function longer(values: Float32Array, least: number): Float32Array<ArrayBuffer> {
  const grown = new Float32Array(Math.max(least, 2 * values.length));
  grown.set(values);
  return grown;
}
