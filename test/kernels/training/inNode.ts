import {readFile} from "node:fs/promises";
import {describeDataset, type Dataset} from "../../../kernels/data/dataset.ts";
import type {Network} from "../../../kernels/graph/network.ts";
import type {Weights} from "../../../kernels/graph/weights.ts";
import type {BackendName, WasmFiles} from "../../../kernels/tensors/backend.ts";
import {History} from "../../../kernels/training/run/history.ts";
import type {Listener, Saved} from "../../../kernels/training/worker/executor.ts";
import {planOf, startOf, type TrainOptions} from "../../../kernels/training/plan/options.ts";
import {stepsPerEpoch, type Plan} from "../../../kernels/training/plan/plan.ts";
import {Session} from "../../../kernels/training/worker/session.ts";
import {turns} from "../../../kernels/graph/turn.ts";
import type {Update} from "../../../kernels/training/run/update.ts";
import {simdFolder} from "../../../scripts/build-simd.mjs";
import {fetchBytes} from "../data/files.ts";

const stock = "node_modules/@tensorflow/tfjs-backend-wasm/wasm-out";

/** The wasm backend's files, as bytes. */
export async function wasmFiles(): Promise<WasmFiles> {
  const own = await simdFolder();
  const names = ["tfjs-backend-wasm.wasm", "tfjs-backend-wasm-simd.wasm", "tfjs-backend-wasm-threaded-simd.wasm"];
  const files = [...names.map((name) => `${stock}/${name}`), `${own}/simd.wasm`, `${own}/simd-shared.wasm`];
  const read = async (file: string) => [file.split("/").at(-1)!, new Uint8Array(await readFile(file))] as const;
  return Object.fromEntries(await Promise.all(files.map(read)));
}

/** What an in-process session told, and the session. */
export interface Told {
  readonly session: Session;
  readonly plan: Plan;
  readonly updates: Update[];
  readonly saved: Saved[];
  readonly failures: string[];
  history(): History;
}

/** Opens a plan in this process; `surroundings` may bring a clock of its own. */
export async function openInNode(
  backend: BackendName,
  net: Network,
  dataset: Dataset,
  options: TrainOptions,
  {from = null, now = () => performance.now()}: {from?: Uint8Array | null; now?: () => number} = {}
): Promise<Told> {
  const plan = planOf(net, dataset, options);
  const updates: Update[] = [];
  const saved: Saved[] = [];
  const failures: string[] = [];
  const listener: Listener = {
    opened: () => undefined,
    update: (update) => void updates.push(update),
    saved: (files) => void saved.push(files),
    failed: (message) => void failures.push(message)
  };
  const job = {plan, dataset: describeDataset(dataset), seed: plan.seed ?? 0, from, start: startOf(net, options)};
  const machine = {backend, wasmPath: await wasmFiles()};
  const session = await Session.open(job, machine, listener, {now, turn: turns(), fetchBytes});
  const empty = new History(stepsPerEpoch(plan));
  const history = () => updates.reduce((history, {part}) => history.with(part), empty);
  return {session, plan, updates, saved, failures, history};
}

/** Trains to the end. */
export async function trainInNode(...args: Parameters<typeof openInNode>): Promise<Told & {weights: Weights}> {
  const told = await openInNode(...args);
  await told.session.resume();
  await told.session.settled();
  const last = told.updates.at(-1);
  if (last?.status !== "done")
    throw new Error(`ended ${last?.status}: ${last?.error?.message ?? told.failures.join()}`);
  const weights = await told.session.weights();
  told.session.dispose();
  return {...told, weights};
}
