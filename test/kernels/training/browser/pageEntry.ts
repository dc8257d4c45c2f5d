import {data} from "../../../../kernels/data/index.ts";
import {workerExecutor} from "../../../../kernels/training/worker/client.ts";
import type {TrainOptions} from "../../../../kernels/training/plan/options.ts";
import type {Slot} from "../../../../kernels/training/slot/slot.ts";
import type {State} from "../../../../kernels/training/run/state.ts";
import {memoryStorage, type RunStorage} from "../../../../kernels/training/slot/storage.ts";
import {files} from "../../../../kernels/training/slot/record.ts";
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
  /** `storage`, and a promise of the moment in which a checkpoint and what belongs to it are there for the first time. */
  watched(storage: RunStorage): {storage: RunStorage; kept: Promise<void>} {
    let tell!: () => void;
    const kept = new Promise<void>((resolve) => (tell = resolve));
    const write: RunStorage["write"] = async (fingerprint, file, bytes) => {
      await storage.write(fingerprint, file, bytes);
      if (file === files.history) tell(); // the last of a run's files
    };
    return {storage: {...storage, write}, kept};
  },
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
  /**
   * Resolves with the first state for which `holds`. States come ten times a second and leave out what lay between, so
   * `holds` must stay true once it is. Rejects when the run is over without it, which nothing would change.
   */
  until(slot: Slot, holds: (state: State) => boolean): Promise<State> {
    return new Promise((resolve, reject) => {
      const look = (state: State) => {
        const {status, step, error} = state;
        const isOver = status === "done" || status === "failed" || status === "stopped";
        if (!holds(state) && !isOver) return;
        end();
        if (holds(state)) resolve(state);
        else reject(new Error(`the run is ${status} at step ${step}: ${error?.message ?? "no error"}`));
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
