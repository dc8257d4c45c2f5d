import "../../../renderer/notebook/notebook.css";
import type {State, Status} from "../../../kernels/training/run/state.ts";
import type {Training} from "../../../kernels/training/train.ts";
import {runCard} from "../../../renderer/notebook/runCard.ts";
import {runGroup} from "../../../renderer/notebook/runGroup.ts";

/** Run cards that follow states set from the test; what their buttons call is listed in `calls`. */
const calls: string[] = [];
const handle = new Proxy({}, {get: (_, name) => () => calls.push(String(name))}) as State["run"];

function state(changes: Partial<State>): State {
  return {
    status: "ready",
    stale: false,
    difference: [],
    kept: false,
    cached: false,
    interrupted: null,
    step: 0,
    steps: 940,
    epoch: 0,
    epochs: 5,
    history: {} as State["history"],
    latest: {loss: null, smooth: null, smoothAccuracy: null, accuracy: null, testLoss: null, testAccuracy: null},
    rate: null,
    seconds: 0,
    eta: null,
    place: null,
    backend: null,
    device: null,
    reason: null,
    finished: null,
    error: null,
    run: handle,
    ...changes
  };
}

function card(changes: Partial<State>) {
  let now = state(changes);
  const listeners = new Set<(state: State) => void>();
  const element = runCard({
    get state() {
      return now;
    },
    observe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    }
  });
  const place = document.createElement("div");
  place.style.padding = "12px 24px";
  place.append(element);
  document.body.append(place);
  return {
    element,
    show(next: Partial<State>) {
      now = state(next);
      for (const listener of listeners) listener(now);
    }
  };
}

const training: Partial<State> = {
  status: "running",
  step: 412,
  epoch: 2,
  seconds: 9.3,
  eta: 12,
  rate: 0.0021,
  backend: "webgpu",
  device: "NVIDIA H100",
  latest: {loss: 0.51, smooth: 0.4821, smoothAccuracy: 0.852, accuracy: 0.861, testLoss: 0.47, testAccuracy: 0.842}
};

/** The line above the cards of a cell whose runs have these statuses; calls are listed as `run 2 start`. */
function group(statuses: readonly Status[]): HTMLElement {
  const slots = statuses.map((status, i) => {
    const run = new Proxy({}, {get: (_, name) => () => calls.push(`run ${i + 1} ${String(name)}`)}) as State["run"];
    return {cell: 1, name: `run ${i + 1}`, slot: {state: state({status, run})}};
  });
  const training = {slots, observe: () => () => {}} as unknown as Training;
  return document.body.appendChild(runGroup(training, 1));
}

const api = {
  calls,
  group,
  card,
  statuses: ["ready", "queued", "starting", "running", "paused", "done", "stopped", "failed"] satisfies Status[],
  training,
  gallery() {
    card({});
    card(training);
    card({...training, stale: true, difference: ["width 16 → 32", "1 waveMix more"]});
    card({
      ...training,
      status: "done",
      step: 940,
      epoch: 5,
      cached: true,
      finished: Date.UTC(2026, 10, 3, 12),
      seconds: 231
    });
    card({...training, status: "failed", error: {message: "loss is NaN", block: "layers.1", step: 413}});
    card({interrupted: {step: 1200}});
  }
};

declare global {
  var cards: typeof api;
}
globalThis.cards = api;
