import {fraction, known, positive, within} from "../check.ts";
import {TrainingError} from "../error.ts";

/** How the learning rate goes over a run: plain data, part of a plan. */
export type Schedule =
  | {readonly kind: "constant"; readonly rate: number}
  | {readonly kind: "cosine"; readonly rate: number; readonly warmUp: number; readonly end: number}
  | {
      readonly kind: "oneCycle";
      readonly rate: number;
      readonly warmUp: number;
      readonly start: number;
      readonly end: number;
    };

/** The same rate throughout. */
export function constant(rate: number): Schedule {
  return {kind: "constant", rate: positive("rate", rate, "constant")};
}

/**
 * Half a cosine from `rate` down to `end` (Loshchilov and Hutter, arXiv 1608.03983), after a linear rise from 0 during the
 * part `warmUp` of all steps.
 */
export function cosine(rate: number, options: {warmUp?: number; end?: number} = {}): Schedule {
  known(options, ["warmUp", "end"], "cosine");
  const {warmUp = 0, end = 0} = options;
  return {
    kind: "cosine",
    rate: positive("rate", rate, "cosine"),
    warmUp: fraction("warmUp", warmUp, "cosine"),
    end: within("end", end, 0, rate, "cosine")
  };
}

/**
 * One cycle (Smith and Topin, arXiv 1708.07120) with PyTorch's numbers and shape: a cosine from `rate`·`start` up to `rate`
 * during the part `warmUp` of all steps, then a cosine down to `rate`·`start`·`end`. Momentum does not cycle.
 */
export function oneCycle(rate: number, options: {warmUp?: number; start?: number; end?: number} = {}): Schedule {
  known(options, ["warmUp", "start", "end"], "oneCycle");
  const {warmUp = 0.3, start = 1 / 25, end = 1e-4} = options;
  return {
    kind: "oneCycle",
    rate: positive("rate", rate, "oneCycle"),
    warmUp: fraction("warmUp", warmUp, "oneCycle"),
    start: within("start", start, 0, 1, "oneCycle"),
    end: within("end", end, 0, 1, "oneCycle")
  };
}

/** A schedule as a person may give it: the value of one of the functions above, or a number for a constant rate. */
export function scheduleOf(value: unknown, place: string): Schedule {
  if (typeof value === "number") return {kind: "constant", rate: positive("rate", value, place)};
  if (typeof value === "object" && value !== null && "kind" in value && "rate" in value) {
    const {kind, rate, ...options} = value as {kind: unknown; rate: number};
    if (kind === "constant") return constant(rate);
    if (kind === "cosine") return cosine(rate, options);
    if (kind === "oneCycle") return oneCycle(rate, options);
  }
  throw new TrainingError("invalid rate; expected a number, constant(…), cosine(…) or oneCycle(…)", place);
}

/** The rate of step `step` (from 0) of `steps`. Past the end it stays at the last step's. */
export function rateAt(schedule: Schedule, step: number, steps: number): number {
  const at = Math.min(step, steps - 1);
  switch (schedule.kind) {
    case "constant":
      return schedule.rate;
    case "cosine": {
      const warm = Math.round(schedule.warmUp * steps);
      if (at < warm) return (schedule.rate * (at + 1)) / warm;
      return between(schedule.rate, schedule.end, (at - warm) / Math.max(1, steps - warm));
    }
    case "oneCycle": {
      const {rate, warmUp, start, end} = schedule;
      const peak = warmUp * steps - 1; // where PyTorch has it; a fraction of a step
      if (at <= peak) return between(rate * start, rate, at / peak);
      return between(rate, rate * start * end, (at - peak) / Math.max(1, steps - 1 - peak));
    }
  }
}

/** Cosine interpolation from a (part 0) to b (part 1). */
function between(a: number, b: number, part: number): number {
  return b + ((a - b) * (1 + Math.cos(Math.PI * part))) / 2;
}
