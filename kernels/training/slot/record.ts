import {History, type HistoryPart} from "../run/history.ts";
import {stepsPerEpoch, type Plan} from "../plan/plan.ts";
import type {RunStorage} from "./storage.ts";

/** The files of a run. */
export const files = {
  plan: "plan.json",
  history: "history.json",
  checkpoint: "checkpoint.safetensors",
  weights: "weights.safetensors"
} as const;

/** What is kept of a run beside its weights. */
export interface RunRecord {
  readonly plan: Plan;
  readonly seed: number;
  /** Whether it went to its end; else it can be resumed at `step`. */
  readonly finished: number | null;
  readonly step: number;
  readonly epochs: number;
  readonly seconds: number;
  readonly backend: string | null;
  readonly device: string | null;
  readonly reason: string | null;
  readonly history: History;
}

/** Writes plan.json and history.json. The checkpoint is written before them, so that what they promise is there. */
export async function writeRecord(storage: RunStorage, fingerprint: string, record: RunRecord): Promise<void> {
  const {plan, history, ...rest} = record;
  const {loss, accuracy, test} = history.toPart();
  const columns = {loss: [...loss], accuracy: [...accuracy], test};
  await storage.write(fingerprint, files.plan, json(plan));
  await storage.write(fingerprint, files.history, json({...rest, history: columns}));
}

/** What is kept of a run; null if there is nothing, or nothing that can be read. */
export async function readRecord(storage: RunStorage, fingerprint: string): Promise<RunRecord | null> {
  const [plan, rest] = await Promise.all([
    storage.read(fingerprint, files.plan),
    storage.read(fingerprint, files.history)
  ]);
  if (!plan || !rest) return null;
  try {
    return parse(plan, rest);
  } catch {
    return null; // cut short or written by something else: as good as nothing
  }
}

function parse(planBytes: Uint8Array, restBytes: Uint8Array): RunRecord {
  const text = new TextDecoder("utf-8", {fatal: true});
  const plan = JSON.parse(text.decode(planBytes)) as Plan;
  const rest = JSON.parse(text.decode(restBytes)) as Omit<RunRecord, "plan" | "history"> & {history: Columns};
  for (const value of [rest.seed, rest.step, rest.epochs, rest.seconds])
    if (!Number.isFinite(value)) throw new TypeError("not a record of a run");
  const {loss, accuracy, test} = rest.history;
  const part: HistoryPart = {from: 0, loss: Float32Array.from(loss), accuracy: Float32Array.from(accuracy), test};
  return {...rest, plan, history: new History(stepsPerEpoch(plan)).with(part)};
}

interface Columns {
  loss: number[];
  accuracy: number[];
  test: [number, number, number][];
}

function json(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}
