import type {Probe} from "../worker/executor.ts";
import type {Plan} from "../plan/plan.ts";
import type {Weights} from "../../graph/weights.ts";

/** What a person can do with a run. Each control does nothing where it does not apply, and throws on a run that was replaced. */
export interface RunHandle extends Omit<Probe, "weights"> {
  readonly plan: Plan;
  readonly fingerprint: string;
  /** The seed that was used: the plan's, or the one that was drawn; null before a run. */
  readonly seed: number | null;
  /** Starts the plan that the cell now describes, afresh; a run of an older plan is stopped after its checkpoint. */
  start(): void;
  pause(): void;
  /** Goes on after a pause, a stop, a failure or an interruption, from the last checkpoint if need be. */
  resume(): void;
  /** One step, then a pause; starts if nothing ran. */
  step(): void;
  stop(): void;
  /** Trains for more epochs; the schedule runs anew over them. */
  extend(epochs: number): void;
  /** Keeps a stale run without asking again. */
  keep(): void;
  /** A fresh copy of the weights, under their PyTorch keys. */
  model(): Promise<Weights>;
}
