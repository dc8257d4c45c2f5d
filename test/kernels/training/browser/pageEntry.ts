import {data} from "../../../../kernels/data/index.ts";
import {workerExecutor} from "../../../../kernels/training/worker/client.ts";
import type {TrainOptions} from "../../../../kernels/training/plan/options.ts";
import type {Slot} from "../../../../kernels/training/slot/slot.ts";
import type {State} from "../../../../kernels/training/run/state.ts";
import {memoryStorage} from "../../../../kernels/training/slot/storage.ts";
import {createTraining} from "../../../../kernels/training/train.ts";
import type {BackendName} from "../../../../kernels/tensors/backend.ts";
import {adam} from "../../../../kernels/training/plan/optimizer.ts";
import {constant} from "../../../../kernels/training/plan/schedule.ts";
import {families} from "../families.ts";
import {lite} from "../nets.ts";

/** What a test reads of a state: JSON. */
function plain(state: State) {
  const {status, stale, cached, step, steps, epoch, error, latest, backend, history} = state;
  return {status, stale, cached, step, steps, epoch, error, latest, backend, losses: [...history.train.loss]};
}

const api = {
  data,
  lite,
  plain,
  /** Training in this page; `keep` shares what earlier ones stored. */
  training(backend: BackendName, {worker = "/worker.js", storage = memoryStorage(), patience = 200} = {}) {
    const executor = workerExecutor({worker, wasmPath: `${location.origin}/wasm/`, backend, patience});
    return createTraining({executor, storage});
  },
  memoryStorage,
  /** Starts a run of a small network on the digits and gives its slot. */
  async start(training: ReturnType<typeof createTraining>, options: Partial<TrainOptions> = {}) {
    const states = training.trainOf(1)(lite({width: 8}), data.digits(), {epochs: 1, batch: 64, seed: 1, ...options});
    await states.next();
    const slot = training.slot(1)!;
    slot.state.run.start();
    return slot;
  },
  /** The losses of the first steps of a family's network on the digits. */
  async firstLosses(backend: BackendName, family: string, steps: number) {
    const own = api.training(backend);
    const optimizer = adam({rate: constant(0.01)});
    const states = own.trainOf(1)(families[family](), data.digits(), {epochs: 1, batch: 16, optimizer, seed: 3});
    await states.next();
    const slot = own.slot(1)!;
    slot.state.run.start();
    const {
      error,
      history,
      backend: ran
    } = await api.until(slot, ({status, history}) => status === "failed" || history.train.loss.length >= steps);
    own.dispose();
    if (error || ran !== backend) throw new Error(error?.message ?? `ran on ${ran ?? "nothing"}`);
    return [...history.train.loss].slice(0, steps);
  },
  /** Resolves with the first state for which `holds`. */
  until(slot: Slot, holds: (state: State) => boolean): Promise<State> {
    return new Promise((resolve) => {
      const look = (state: State) => {
        if (!holds(state)) return;
        end();
        resolve(state);
      };
      const end = slot.observe(look);
      look(slot.state);
    });
  }
};

export type PageApi = typeof api;

declare global {
  var subband: PageApi;
}

globalThis.subband = api;
