import type {Execution} from "../worker/executor.ts";
import type {RunHandle} from "../run/handle.ts";
import type {Shown} from "./shown.ts";
import type {Slot} from "./slot.ts";

/** What a handle needs of its slot. */
interface Holder {
  readonly slot: Slot;
  isShown(): boolean;
  /** Asks an execution with the run's weights. */
  ask<T>(question: (execution: Execution) => Promise<T>): Promise<T>;
}

/** The handle of a run: controls act on the slot as long as the run is the shown one; questions go to the run itself. */
export function handleOf(shown: Shown, {slot, isShown, ask}: Holder): RunHandle {
  const current = (): Slot => {
    if (!isShown()) throw new Error("this run was replaced by a newer one");
    return slot;
  };
  const {plan, fingerprint} = shown;
  return Object.freeze({
    plan,
    fingerprint,
    get seed() {
      return shown.seed;
    },
    start: () => void current().start(),
    pause: () => current().pause(),
    resume: () => current().resume(),
    step: () => current().step(),
    stop: () => void current().stop(),
    extend: (epochs: number) => current().extend(epochs),
    keep: () => current().keep(),
    model: () => ask((execution) => execution.weights()),
    predict: (samples) => ask((execution) => execution.predict(samples)),
    activation: (path, samples) => ask((execution) => execution.activation(path, samples)),
    inputGradient: (path, unit, samples) => ask((execution) => execution.inputGradient(path, unit, samples)),
    effectiveField: (path, unit, samples) => ask((execution) => execution.effectiveField(path, unit, samples))
  } satisfies RunHandle);
}
