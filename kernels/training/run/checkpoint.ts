import type {Weights} from "../../graph/weights.ts";
import type {HistoryPart} from "./history.ts";

/** Values of the tensors that an optimiser remembers, by slot (`m`, `v`) and parameter key, in the executor's layout. */
export type SlotValues = ReadonlyMap<string, ReadonlyMap<string, {shape: number[]; data: Float32Array}>>;

/** What training changes, off the device. */
export interface Snapshot {
  readonly weights: Weights;
  readonly slots: SlotValues;
}

/**
 * Everything that a run needs to go on as if it had never stopped. The state of its randomness and its place in the
 * shuffled order are functions of seed and step.
 */
export interface Checkpoint extends Snapshot {
  readonly seed: number;
  readonly step: number;
  /** Epochs of the plan, then of each extension. */
  readonly segments: readonly number[];
  readonly seconds: number;
  readonly history: HistoryPart;
}

/** Whether every weight is a number. Weights that are not would be no place to come back to. */
export function isFinite({weights}: Snapshot): boolean {
  for (const {data} of weights.values())
    if (data instanceof Float32Array) for (const value of data) if (!Number.isFinite(value)) return false;
  return true;
}
