import {fraction, known, positive, within} from "../check.ts";
import {TrainingError} from "../error.ts";
import {scheduleOf, type Schedule} from "./schedule.ts";

/** An optimiser: plain data, part of a plan. What it remembers between steps is a value too; see slots. */
export type Optimizer =
  | {
      readonly kind: "adamW" | "adam";
      readonly rate: Schedule;
      readonly beta1: number;
      readonly beta2: number;
      readonly epsilon: number;
      readonly decay: number;
    }
  | {
      readonly kind: "sgd";
      readonly rate: Schedule;
      readonly momentum: number;
      readonly nesterov: boolean;
      readonly decay: number;
    };

export interface AdamOptions {
  /** A number, or constant(…), cosine(…), oneCycle(…). */
  rate?: number | Schedule;
  beta1?: number;
  beta2?: number;
  epsilon?: number;
  decay?: number;
}

export interface SgdOptions {
  rate?: number | Schedule;
  momentum?: number;
  nesterov?: boolean;
  decay?: number;
}

/** AdamW (arXiv 1711.05101): decay 0.01 acts on the weights, all of them, not through the gradient. PyTorch's defaults. */
export function adamW(options: AdamOptions = {}): Optimizer {
  return adamOf("adamW", {decay: 0.01, ...options});
}

/** Adam (arXiv 1412.6980), bias-corrected. `decay` is L2, added to the gradient; 0 unless said. */
export function adam(options: AdamOptions = {}): Optimizer {
  return adamOf("adam", {decay: 0, ...options});
}

/** Stochastic gradient descent with momentum, PyTorch's form: v ← momentum·v + g + decay·w; w ← w − rate·v. */
export function sgd(options: SgdOptions = {}): Optimizer {
  known(options, ["rate", "momentum", "nesterov", "decay"], "sgd");
  const {rate = 0.01, momentum = 0.9, nesterov = false, decay = 0} = options;
  if (typeof nesterov !== "boolean")
    throw new TrainingError(`invalid nesterov: ${String(nesterov)}; expected true or false`, "sgd");
  const checked = fraction("momentum", momentum, "sgd");
  if (nesterov && checked === 0) throw new TrainingError("nesterov needs a momentum above 0", "sgd");
  return {
    kind: "sgd",
    rate: scheduleOf(rate, "sgd"),
    momentum: checked,
    nesterov,
    decay: within("decay", decay, 0, Infinity, "sgd")
  };
}

function adamOf(kind: "adamW" | "adam", options: AdamOptions): Optimizer {
  known(options, ["rate", "beta1", "beta2", "epsilon", "decay"], kind);
  const {rate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, decay} = options;
  return {
    kind,
    rate: scheduleOf(rate, kind),
    beta1: fraction("beta1", beta1, kind),
    beta2: fraction("beta2", beta2, kind),
    epsilon: positive("epsilon", epsilon, kind),
    decay: within("decay", decay, 0, Infinity, kind)
  };
}

/** An optimiser as a person may give it: the value of adamW(…), adam(…) or sgd(…). */
export function optimizerOf(value: unknown): Optimizer {
  if (typeof value === "function")
    throw new TrainingError("the optimizer is a function; call it, as in adamW({rate: 1e-3})", "optimizer");
  if (typeof value === "object" && value !== null && "kind" in value) {
    const {kind, ...options} = value as {kind: unknown};
    if (kind === "adamW") return adamW(options);
    if (kind === "adam") return adam(options);
    if (kind === "sgd") return sgd(options);
  }
  throw new TrainingError("invalid optimizer; expected adamW(…), adam(…) or sgd(…)", "optimizer");
}
