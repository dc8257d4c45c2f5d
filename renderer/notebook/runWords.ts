import type {State} from "../../kernels/training/run/state.ts";

// What the run card says, apart from how it is drawn.

/** What the card's main button does. */
export type Primary = "start" | "pause" | "resume" | "leave" | "again";

export function primary({status, interrupted}: State): Primary {
  switch (status) {
    case "ready":
      return interrupted ? "resume" : "start";
    case "queued":
      return "leave";
    case "starting":
    case "running":
      return "pause";
    case "done":
      return "again";
    default:
      return "resume";
  }
}

/** What the run is doing, in a word or two. */
export function outcome({status, interrupted, place, error, step}: State): string {
  switch (status) {
    case "ready":
      return interrupted ? `Interrupted at step ${number(interrupted.step)}` : "Ready";
    case "queued":
      return place !== null && place > 1 ? `Queued, ${place - 1} before it` : "Queued, next";
    case "starting":
      return step > 0 ? "Resuming" : "Starting";
    case "running":
      return "Training";
    case "paused":
      return error ? "Paused by a fault" : "Paused";
    case "done":
      return "Trained";
    case "stopped":
      return "Stopped";
    case "failed":
      return "Failed";
  }
}

/** How many runs there are and where they are: `12 runs: 3 trained, 1 training, 8 ready`. */
export function groupOutcome(states: readonly State[]): string {
  const words = states.map((state) =>
    state.status === "queued" ? "queued" : outcome(state).split(" ")[0].toLowerCase()
  );
  const parts = [...new Set(words)].map((word) => `${words.filter((other) => other === word).length} ${word}`);
  return `${states.length} ${states.length === 1 ? "run" : "runs"}: ${parts.join(", ")}`;
}

/** From 0 to 1. */
export function fraction({step, steps}: State): number {
  return steps > 0 ? Math.min(1, step / steps) : 0;
}

/** How far it is, how fast, and how long it takes. */
export function distance({status, step, steps, epoch, epochs, seconds, eta}: State): string {
  const now = status === "done" ? epochs : Math.min(epochs, epoch + 1);
  const parts = [`epoch ${now} of ${epochs}`, `step ${number(step)} of ${number(steps)}`];
  if (step > 0 && seconds > 0) parts.push(`${rate(step / seconds)} steps/s`);
  if (status === "running" && eta !== null) parts.push(`${time(eta)} left`);
  else if (seconds > 0 && status !== "running") parts.push(time(seconds));
  return parts.join(" · ");
}

const overSteps = "running mean over about the last 50 steps";
const overTest = "over all test images, after the last whole epoch";

/** The latest measurements, always the same ones, so that they keep their places; `over` says what each is taken over. */
export function measurements({
  latest,
  rate
}: State): readonly {readonly name: string; readonly value: string; readonly over: string}[] {
  return [
    {name: "loss", value: decimal(latest.smooth), over: overSteps},
    {name: "accuracy", value: percent(latest.smoothAccuracy), over: overSteps},
    {name: "test loss", value: decimal(latest.testLoss), over: overTest},
    {name: "test accuracy", value: percent(latest.testAccuracy), over: overTest},
    {name: "learning rate", value: rate === null ? "–" : rate.toPrecision(2), over: "of the last step"}
  ];
}

/** "from 3 Nov, 4 min": where a result that was not trained now comes from. */
export function counted({finished, seconds}: State): string {
  const day = finished === null ? "" : new Date(finished).toLocaleDateString("en-GB", {day: "numeric", month: "short"});
  return `from ${[day || "an earlier run", time(seconds)].join(", ")}`;
}

export function backendName({backend, device}: State): string {
  return [backend, device].filter(Boolean).join(" · ");
}

/** Seconds as a person reads them: `8 s`, `4 min`, `1 h 20 min`. */
export function time(seconds: number): string {
  if (seconds < 10) return `${seconds < 1 ? seconds.toFixed(1) : Math.round(seconds)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function number(value: number): string {
  return value.toLocaleString("en");
}

function rate(perSecond: number): string {
  return perSecond >= 10 ? String(Math.round(perSecond)) : perSecond.toFixed(1);
}

function decimal(value: number | null): string {
  return value === null ? "–" : value.toFixed(3);
}

function percent(value: number | null): string {
  return value === null ? "–" : `${(100 * value).toFixed(1)} %`;
}
