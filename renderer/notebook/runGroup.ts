import type {Training} from "../../kernels/training/train.ts";
import {html} from "./pictures/html.ts";
import {groupOutcome, primary} from "./runWords.ts";

/**
 * The line above the cards of a cell that describes several runs by name: how many are where, and the buttons for all of
 * them. Runs wait for each other in the order in which they were asked for.
 */
export function runGroup(training: Training, cell: number): HTMLElement {
  const status = html`<strong aria-live="polite"></strong>`;
  const start = html`<button type="button" class="strong" onclick=${() => ask("start")}>Run all</button>`;
  const stop = html`<button type="button" onclick=${() => ask("stop")}>Stop all</button>`;
  const own = () => training.slots.filter((entry) => entry.cell === cell).map(({slot}) => slot.state);
  const waiting = () => own().filter((state) => ["start", "resume"].includes(primary(state)));
  const going = () => own().filter(({status}) => ["queued", "starting", "running"].includes(status));

  function ask(what: "start" | "stop"): void {
    if (what === "start") for (const state of waiting()) state.run[primary(state) === "resume" ? "resume" : "start"]();
    // the last first, so that no run that waits begins when the one before it stops
    else for (const {run, status} of going().reverse()) run[status === "queued" ? "pause" : "stop"]();
  }

  function draw(): void {
    status.textContent = groupOutcome(own());
    start.toggleAttribute("disabled", waiting().length === 0);
    stop.toggleAttribute("disabled", going().length === 0);
  }

  training.observe(draw);
  draw();
  return html`<div class="run-group" role="group" aria-label="all runs of the cell">${status}${start}${stop}</div>`;
}
