import type {Execution} from "../worker/executor.ts";
import type {RunHandle} from "../run/handle.ts";
import type {Shown} from "./shown.ts";
import type {Slot} from "./slot.ts";

/** What a handle needs of its slot. */
interface Holder {
  readonly slot: Slot;
  isShown(): boolean;
  inspector(): Promise<Execution>;
}

/** The handle of a run: controls act on the slot as long as the run is the shown one; questions go to the run itself. */
export function handleOf(shown: Shown, {slot, isShown, inspector}: Holder): RunHandle {
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
    model: async () => (await inspector()).weights(),
    predict: async (samples) => (await inspector()).predict(samples),
    activation: async (path, samples) => (await inspector()).activation(path, samples),
    inputGradient: async (path, unit, samples) => (await inspector()).inputGradient(path, unit, samples),
    effectiveField: async (path, unit, samples) => (await inspector()).effectiveField(path, unit, samples)
  } satisfies RunHandle);
}
