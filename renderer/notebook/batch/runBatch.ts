import {isOver, type State} from "../../../kernels/training/run/state.ts";
import type {SlotEntry, Training} from "../../../kernels/training/train.ts";
import type {NotebookAnalysis} from "../analysis/types.ts";
import type {NotebookPage} from "../page/options.ts";
import {distance} from "../runWords.ts";
import type {FromFrame} from "../../protocol/messages.ts";
import {firstFailure, reportOf} from "./report.ts";
import {namedInputs, setInputs} from "./setInputs.ts";

export interface BatchOptions {
  readonly page: NotebookPage;
  readonly training: Training;
  /** Resolves once every `train` that was called has its slot. */
  slotsReady(): Promise<void>;
  analysis(): NotebookAnalysis;
  readonly path: string;
  /** JSON text of the values of inputs, by name. */
  readonly set: Readonly<Record<string, string>>;
  send(message: FromFrame): void;
  /** Milliseconds. */
  now(): number;
}

/** Runs a whole notebook without a person: evaluates, sets inputs, starts every run in turn, and reports what came out. */
export async function runBatch(options: BatchOptions): Promise<void> {
  const {page, training, send, set, path, now} = options;
  const {engine, document} = page;
  const began = now();
  const progress = (text: string, fraction?: number) =>
    send({type: "progress", text: text.slice(0, 2000), ...(fraction === undefined ? {} : {fraction})});
  const settle = async () => {
    await engine.run([]);
    await options.slotsReady();
    await engine.run([]);
  };
  let error: string | undefined;
  try {
    progress(`running ${document.notebook.cells.length} cells`, 0);
    await page.run();
    await settle();
    if (Object.keys(set).length > 0) {
      setInputs(
        namedInputs(document.notebook.cells, (cell) => page.shown(cell)),
        set
      );
      await settle();
    }
    if (firstFailure(document.notebook, engine, []) === undefined)
      for (const [i, entry] of training.slots.entries())
        await finish(entry, (state) =>
          progress(said(entry, state), (i + state.step / state.steps) / training.slots.length)
        );
    await settle();
  } catch (thrown) {
    error = thrown instanceof Error ? thrown.message : String(thrown);
  }
  const seconds = (now() - began) / 1000;
  const report = reportOf({path, notebook: document.notebook, seconds}, options.analysis(), engine, training.slots);
  error ??= firstFailure(document.notebook, engine, training.slots);
  send({type: "report", report: JSON.stringify(report), ...(error === undefined ? {} : {error: error.slice(0, 2000)})});
}

/** Starts a run and resolves when it is over. */
function finish({slot}: SlotEntry, tell: (state: State) => void): Promise<void> {
  return new Promise((resolve) => {
    let started = false;
    const end = slot.observe((state) => {
      if (state.status !== "ready") started = true;
      tell(state);
      if (!started || !isOver(state) || state.cached) return;
      end();
      resolve();
    });
    slot.state.run.start();
  });
}

function said({cell, name}: SlotEntry, state: State): string {
  const {latest} = state;
  const accuracy = latest.testAccuracy ?? latest.accuracy;
  return [
    `${name || `cell ${cell}`}: ${state.status}`,
    distance(state),
    accuracy === null ? "" : `accuracy ${(100 * accuracy).toFixed(1)} %`
  ]
    .filter(Boolean)
    .join(", ");
}
