import type {History} from "./history.ts";
import type {RunHandle} from "./handle.ts";

/** ready → queued → starting → running ⇄ paused → done | stopped | failed. */
export type Status = "ready" | "queued" | "starting" | "running" | "paused" | "done" | "stopped" | "failed";

/**
 * Why a run failed, or paused by itself: then its weights are those of the last good checkpoint, at the state's own step.
 */
export interface Failure {
  readonly message: string;
  /** The block or op where the fault first showed, where it is known. */
  readonly block: string | null;
  /** The step that went wrong, from 1; of a failure, the steps done before it. */
  readonly step: number;
}

/** The latest measurements; null before the first. */
export interface Latest {
  readonly loss: number | null;
  /** The running means of loss and accuracy, both over about the last 50 steps. */
  readonly smooth: number | null;
  readonly smoothAccuracy: number | null;
  readonly accuracy: number | null;
  readonly testLoss: number | null;
  readonly testAccuracy: number | null;
}

/** What a cell that reads a run sees: a value that never changes; the next one replaces it. */
export interface State {
  readonly status: Status;
  /** Whether the cell now describes another plan than the one that is shown. */
  readonly stale: boolean;
  /** What differs: `width 16 → 32`. Empty unless stale. */
  readonly difference: readonly string[];
  /** Whether the person chose to keep the shown run although it is stale. */
  readonly kept: boolean;
  /** Whether this is a finished result of an earlier run of the same plan. */
  readonly cached: boolean;
  /** Where an earlier run of this plan was cut off, if there is something to resume. */
  readonly interrupted: {readonly step: number} | null;
  /** Steps done, and steps in all. */
  readonly step: number;
  readonly steps: number;
  /** Epochs done, whole, and epochs in all. */
  readonly epoch: number;
  readonly epochs: number;
  readonly history: History;
  readonly latest: Latest;
  /** The learning rate of the last step. */
  readonly rate: number | null;
  /** Seconds of training so far, without pauses, and an estimate of those to come. */
  readonly seconds: number;
  readonly eta: number | null;
  /** Place in the queue: 1 is next. */
  readonly place: number | null;
  /** What really computes. */
  readonly backend: string | null;
  readonly device: string | null;
  readonly reason: string | null;
  /** When it finished; milliseconds since 1970. */
  readonly finished: number | null;
  readonly error: Failure | null;
  /** What one can do with it. */
  readonly run: RunHandle;
}

/** Whether nothing more happens by itself: finished, stopped, failed, or paused because a number went wrong. */
export function isOver(state: Pick<State, "status" | "error">): boolean {
  return ["done", "stopped", "failed"].includes(state.status) || (state.status === "paused" && state.error !== null);
}
