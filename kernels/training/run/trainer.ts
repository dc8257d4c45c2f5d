import type {Batch} from "../../data/batch.ts";
import type {Snapshot} from "./checkpoint.ts";

/** One batch and how to learn from it. */
export interface Lesson {
  readonly batch: Batch;
  readonly rate: number;
  /** Steps done before this one; what a dropout draws depends on it and on nothing else. */
  readonly step: number;
}

/** Mean loss and the part that was classified rightly. */
export interface Measurement {
  readonly loss: number;
  readonly accuracy: number;
}

/** What computes for a run: parameters, optimiser and the device behind them. */
export interface Trainer {
  /** One step; what it measured comes with the next `measured`. */
  step(lesson: Lesson): void;
  /**
   * One step whose loss is looked at before anything changes: if `accept` refuses it, nothing does. Costs a wait for the
   * device.
   */
  carefulStep(lesson: Lesson, accept: (loss: number) => boolean): Promise<Measurement>;
  /** Whether waiting for the device in each step costs nothing. */
  readonly immediate: boolean;
  /** What the steps since the last call measured. */
  measured(): Promise<Measurement[]>;
  /** The loss and the hits of one batch, without learning. */
  evaluate(batch: Batch): Promise<{loss: number; hits: number}>;
  snapshot(): Promise<Snapshot>;
  restore(snapshot: Snapshot): void;
  /** The path of the first op whose output, or whose weight's gradient, is not finite on this batch; null if none is. */
  locate(lesson: Lesson): Promise<string | null>;
  dispose(): void;
}
