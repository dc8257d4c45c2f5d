import {stepsPerEpoch, type Plan} from "./plan.ts";
import {rateAt} from "./schedule.ts";

/**
 * The way through a run: its first epochs, then those of each extension. An extension runs the schedule anew (a warm
 * restart): a finished one-cycle has no rate left to train with.
 */
export class Course {
  readonly plan: Plan;
  readonly stepsPerEpoch: number;
  /** Epochs of the plan, then of each extension. */
  readonly segments: readonly number[];
  constructor(plan: Plan, segments: readonly number[] = [plan.epochs]) {
    this.plan = plan;
    this.stepsPerEpoch = stepsPerEpoch(plan);
    this.segments = segments;
  }

  get epochs(): number {
    return this.segments.reduce((sum, epochs) => sum + epochs, 0);
  }

  get steps(): number {
    return this.epochs * this.stepsPerEpoch;
  }

  extended(epochs: number): Course {
    return new Course(this.plan, [...this.segments, epochs]);
  }

  /** Epoch and batch of step `step` (from 0), and its learning rate. */
  at(step: number): {epoch: number; index: number; rate: number} {
    let start = 0;
    let segment = 0;
    while (segment < this.segments.length - 1 && step >= start + this.segments[segment] * this.stepsPerEpoch)
      start += this.segments[segment++] * this.stepsPerEpoch;
    const steps = this.segments[segment] * this.stepsPerEpoch;
    return {
      epoch: Math.floor(step / this.stepsPerEpoch),
      index: step % this.stepsPerEpoch,
      rate: rateAt(this.plan.optimizer.rate, step - start, steps)
    };
  }
}
