import type {State} from "../../../kernels/training/run/state.ts";
import type {SlotEntry} from "../../../kernels/training/train.ts";
import type {NotebookAnalysis} from "../analysis/types.ts";
import type {Engine} from "../engine/types.ts";
import type {Notebook} from "../format/notebook.ts";
import {plainValue} from "./plainValue.ts";

/** What a run of a notebook without a window gives, as JSON. */
export interface Report {
  readonly notebook: string;
  readonly backend: string | null;
  readonly device: string | null;
  readonly seconds: number;
  readonly cells: readonly CellReport[];
  readonly runs: readonly RunReport[];
}

export interface CellReport {
  readonly id: number;
  readonly names: readonly string[];
  readonly values: Readonly<Record<string, unknown>>;
  readonly error: string | null;
}

export interface RunReport {
  /** The variable that holds it. */
  readonly name: string;
  readonly cell: number;
  readonly fingerprint: string;
  readonly plan: unknown;
  readonly seed: number | null;
  readonly status: State["status"];
  readonly history: readonly unknown[];
  /** `loss` and `accuracy` are those of the test images; the running means of training stand beside them. */
  readonly final: Readonly<Record<string, number | null>>;
  readonly seconds: number;
}

/** Reads a finished notebook off its engine and its runs. */
export function reportOf(
  {path, notebook, seconds}: {path: string; notebook: Notebook; seconds: number},
  analysis: NotebookAnalysis,
  engine: Engine,
  slots: readonly SlotEntry[]
): Report {
  const states = slots.map(({slot}) => slot.state);
  return {
    notebook: path,
    backend: states.find(({backend}) => backend !== null)?.backend ?? null,
    device: states.find(({device}) => device !== null)?.device ?? null,
    seconds,
    cells: notebook.cells.map(({id}) => cellReport(id, analysis, engine)),
    runs: slots.map((entry) => runReport(entry, analysis))
  };
}

/** The first thing that went wrong, in words that name the cell; undefined where nothing did. */
export function firstFailure(notebook: Notebook, engine: Engine, slots: readonly SlotEntry[]): string | undefined {
  for (const {id} of notebook.cells) {
    const error = errorOf(id, engine);
    if (error !== null) return `cell ${id}: ${error}`;
  }
  for (const {cell, slot} of slots) {
    const {status, error} = slot.state;
    if (status !== "done")
      return `cell ${cell}: the run ended ${status}${error ? `: ${error.message} at step ${error.step}` : ""}`;
  }
  return undefined;
}

function cellReport(id: number, {byCell}: NotebookAnalysis, engine: Engine): CellReport {
  const names = byCell.get(id)?.outputs ?? [];
  const values = names.flatMap((name) => {
    const variable = engine.variables.get(name);
    return variable?.cell === id && variable.status === "fulfilled" ? [[name, plainValue(variable.value)]] : [];
  });
  return {id, names, values: Object.fromEntries(values) as Record<string, unknown>, error: errorOf(id, engine)};
}

function errorOf(id: number, engine: Engine): string | null {
  const state = engine.states.get(id);
  if (state?.status === "waiting" && state.reason && !state.error) return null;
  if (!state?.error) return null;
  const {kind, message, line} = state.error;
  return `${kind}: ${message}${line === undefined ? "" : ` (line ${line})`}`;
}

function runReport({cell, name, slot}: SlotEntry, {byCell}: NotebookAnalysis): RunReport {
  const {run, status, history, latest, seconds} = slot.state;
  return {
    name: name || byCell.get(cell)?.outputs[0] || `cell ${cell}`,
    cell,
    fingerprint: run.fingerprint,
    plan: run.plan,
    seed: run.seed,
    status,
    history: [...history],
    final: {
      loss: latest.testLoss ?? latest.loss,
      accuracy: latest.testAccuracy ?? latest.accuracy,
      testLoss: latest.testLoss,
      testAccuracy: latest.testAccuracy,
      trainLoss: latest.smooth ?? latest.loss,
      trainAccuracy: latest.smoothAccuracy ?? latest.accuracy
    },
    seconds
  };
}
