import type {State} from "../../kernels/training/run/state.ts";
import {html} from "./pictures/html.ts";
import {backendName, counted, distance, fraction, measurements, outcome, primary, type Primary} from "./runWords.ts";

/** What a card follows: the slot of a training cell. */
export interface RunSource {
  readonly state: State;
  /** Calls at every change, until the function that it returns is called. */
  observe(listener: (state: State) => void): () => void;
}

/**
 * A training run as a card: what it is doing, how far it is, and the controls. Its parts keep their places whatever the
 * state, so that nothing moves under the pointer while it trains. One of several runs of a cell has a name, and a lower
 * card. It follows its source until `invalidation` resolves.
 */
export function runCard(
  source: RunSource,
  {name = "", invalidation}: {name?: string; invalidation?: Promise<unknown>} = {}
): HTMLElement {
  const status = html`<strong class="run-status" aria-live="polite"></strong>`;
  const badge = html`<span class="run-badge"></span>`;
  const main = html`<button type="button" class="run-main"></button>` as HTMLButtonElement;
  const step = button("Step", "one step, then a pause", () => source.state.run.step());
  const stop = button("Stop", "stop after saving a checkpoint", () => source.state.run.stop());
  const anew = button("Run anew", "start this plan from its beginning", () => source.state.run.start());
  const bar = html`<div class="run-bar" role="progressbar" aria-label="progress" aria-valuemin="0" aria-valuemax="100">
    <i></i>
  </div>`;
  const where = html`<span></span>`;
  const device = html`<span class="run-device"></span>`;
  const values = html`<dl class="run-values"></dl>`;
  const failure = html`<p class="run-failure" role="alert" hidden></p>`;
  const difference = html`<span></span>`;
  const stale = html`<div class="run-stale" hidden>
    ${difference}
    <span class="run-choice">
      ${button("Run new", "stop this run after its checkpoint and start the new plan", () => source.state.run.start())}
      ${button("Keep", "keep this run and stop asking", () => source.state.run.keep())}
    </span>
  </div>`;
  const card = html`<section class="run-card" aria-label=${name ? `training run ${name}` : "training run"}>
    <header>
      ${name && html`<span class="run-name" title=${name}>${name}</span>`}${status}${badge}<span class="run-controls"
        >${main}${step}${stop}${anew}</span
      >
    </header>
    ${bar}
    <div class="run-line">${where}${device}</div>
    ${values}${failure}${stale}
  </section>`;

  main.addEventListener("click", () => act[primary(source.state)](source.state));

  function draw(state: State): void {
    const now = primary(state);
    const active = ["queued", "starting", "running", "paused"].includes(state.status);
    const resumable = ["stopped", "failed"].includes(state.status) || state.interrupted !== null;
    card.dataset.status = state.status;
    say(status, outcome(state));
    const keeps = state.stale && state.kept;
    say(
      badge,
      [state.cached && counted(state), keeps && "kept; the cell describes another run"].filter(Boolean).join(" · ")
    );
    badge.title = keeps ? state.difference.join(", ") : "";
    say(main, names[now]);
    main.classList.toggle("strong", now === "start" || now === "resume");
    step.disabled = !["ready", "paused"].includes(state.status);
    stop.disabled = !active || state.status === "queued";
    anew.hidden = !resumable;
    const share = fraction(state);
    bar.style.setProperty("--share", String(share));
    bar.setAttribute("aria-valuenow", String(Math.round(100 * share)));
    say(where, distance(state));
    say(device, backendName(state));
    device.title = state.reason ?? "";
    drawValues(values, measurements(state));
    failure.hidden = !state.error;
    if (state.error) {
      const {message, block, step} = state.error;
      say(failure, `${message}${block ? ` (${block})` : ""}, at step ${step.toLocaleString("en")}`);
    }
    stale.hidden = !state.stale || state.kept;
    say(difference, `The cell now describes another run: ${state.difference.join(", ") || "another plan"}.`);
  }

  draw(source.state);
  const end = source.observe(draw);
  void invalidation?.then(end);
  return card;
}

const names: Record<Primary, string> = {
  start: "Run",
  pause: "Pause",
  resume: "Resume",
  leave: "Cancel",
  again: "Rerun"
};

const act: Record<Primary, (state: State) => void> = {
  start: ({run}) => run.start(),
  pause: ({run}) => run.pause(),
  resume: ({run}) => run.resume(),
  leave: ({run}) => run.pause(),
  again: ({run}) => run.start()
};

function button(text: string, title: string, run: () => void): HTMLButtonElement {
  return html`<button type="button" title=${title} onclick=${run}>${text}</button>` as HTMLButtonElement;
}

/** Leaves the text alone where it is the same, so that nothing is spoken or laid out twice. */
function say(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

function drawValues(list: HTMLElement, values: ReturnType<typeof measurements>): void {
  values.forEach(({name, value, over}, i) => {
    const item =
      list.children[i] ??
      list.appendChild(
        html`<div title=${over}>
          <dt></dt>
          <dd></dd>
        </div>`
      );
    say(item.children[0] as HTMLElement, name);
    say(item.children[1] as HTMLElement, value);
  });
}
