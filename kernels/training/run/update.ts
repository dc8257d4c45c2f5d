import type {HistoryPart} from "./history.ts";
import type {Failure} from "./state.ts";

/** What a run says of itself, at most ten times a second. */
export interface Update {
  readonly status: "running" | "paused" | "done" | "stopped" | "failed";
  readonly step: number;
  readonly steps: number;
  readonly epoch: number;
  readonly epochs: number;
  readonly rate: number | null;
  readonly seconds: number;
  readonly eta: number | null;
  /** What was measured since the last update. */
  readonly part: HistoryPart;
  readonly error: Failure | null;
}
