import {createTraining, type Training} from "../../kernels/training/train.ts";
import {workerExecutor} from "../../kernels/training/worker/client.ts";
import type {Designer} from "../../kernels/design/worker/client.ts";
import type {State} from "../../kernels/training/run/state.ts";
import type {Samples, Unit} from "../../kernels/training/worker/samples.ts";
import type {BackendName} from "../../kernels/tensors/names.ts";
import type {RunningCell} from "./engine/types.ts";
import {imageOf} from "./kernel/imageOf.ts";
import {loadNetworkTable, renderNetwork} from "./kernel/renderNetwork.ts";
import type {PortStorage} from "./kernel/portStorage.ts";
import type {Download} from "./kernel/saveWeights.ts";
import type * as pictureModule from "./kernel/pictureLibrary.ts";
import type * as weightModule from "./kernel/weightLibrary.ts";
import {trainCells} from "./kernel/trainCell.ts";

type PictureModule = typeof pictureModule;
type WeightModule = typeof weightModule;

export interface KernelLibraryOptions {
  readonly storage: PortStorage;
  /** Offers a file to the person. */
  readonly download: Download;
  readonly backend: BackendName | "auto";
}

/** What cells find of the kernels, besides the standard library. Modules are loaded when a cell first reads their name. */
export interface KernelLibrary {
  readonly library: Readonly<Record<string, () => unknown>>;
  readonly perCell: Readonly<Record<string, (cell: RunningCell) => unknown>>;
  readonly training: Training;
  /** Resolves once every run that a cell described has its slot. */
  slotsReady(): Promise<void>;
  /** Loads what the per-cell names among `names` need; call it before cells that read them are evaluated. */
  prepare(names: Iterable<string>): Promise<void>;
  render(value: unknown, before?: Node): Node | undefined;
  /** The cell is gone for good. */
  release(cell: number): void;
  dispose(): void;
}

export function createKernelLibrary({storage, download, backend}: KernelLibraryOptions): KernelLibrary {
  const setup = {worker: "/worker.js", wasmPath: "/wasm/", backend};
  const training = createTraining({executor: workerExecutor(setup), storage});
  const runs = trainCells(training);
  let designs: Designer | undefined;
  const modules: {pictures?: PictureModule; weights?: WeightModule} = {};
  const pictures = new Map<number, pictureModule.Pictures>();
  const saves = new Map<number, object>();

  const loaders: Record<string, () => Promise<unknown>> = {
    pictures: async () => (modules.pictures ??= await import("./kernel/pictureLibrary.ts")),
    weights: async () => (modules.weights ??= await import("./kernel/weightLibrary.ts")),
    network: loadNetworkTable,
    surgery: loadNetworkTable,
    models: loadNetworkTable
  };

  /** The object that a cell has kept since it first ran, so that its elements stay. */
  function kept<T>(store: Map<number, T>, cell: number, make: () => T): T {
    const found = store.get(cell);
    if (found) return found;
    const made = make();
    store.set(cell, made);
    return made;
  }

  return {
    training,
    slotsReady: runs.slotsReady,
    render: renderNetwork,
    library: {
      network: async () => (await import("../../kernels/graph/trace.ts")).network,
      surgery: () => import("../../kernels/graph/surgery/index.ts"),
      ops: () => import("../../kernels/ops/index.ts"),
      blocks: () => import("../../kernels/blocks/index.ts"),
      models: () => import("../../kernels/models/index.ts"),
      data: async () => ({...(await import("../../kernels/data/index.ts")).data, image: imageOf}),
      insight: async () => ({
        ...(await import("../../kernels/insight/index.ts")),
        ...questions,
        impulse: (await import("./kernel/impulse.ts")).createImpulse(setup)
      }),
      exchange: () => import("../../kernels/exchange/index.ts"),
      design: async () => {
        const {createDesigns, ...design} = await import("./kernel/designLibrary.ts");
        designs ??= createDesigns(setup.wasmPath);
        return {...design, solve: designs.solve, frontier: designs.frontier, prove: designs.prove};
      },
      adamW: async () => (await import("../../kernels/training/plan/optimizer.ts")).adamW,
      adam: async () => (await import("../../kernels/training/plan/optimizer.ts")).adam,
      sgd: async () => (await import("../../kernels/training/plan/optimizer.ts")).sgd,
      constant: async () => (await import("../../kernels/training/plan/schedule.ts")).constant,
      cosine: async () => (await import("../../kernels/training/plan/schedule.ts")).cosine,
      oneCycle: async () => (await import("../../kernels/training/plan/schedule.ts")).oneCycle,
      recipes: async () => (await import("../../kernels/training/plan/recipes.ts")).recipes,
      runs: () => allRuns(training)
    },
    perCell: {
      train: runs.train,
      pictures({id}) {
        const own = kept(pictures, id, () => modules.pictures!.pictureLibrary());
        own.begin();
        return own.library;
      },
      weights: ({id}) => kept(saves, id, () => modules.weights!.weightLibrary(download))
    },
    async prepare(names) {
      await Promise.all(
        [...new Set(names)].map((name) => (Object.hasOwn(loaders, name) ? loaders[name]() : undefined))
      );
    },
    release(cell) {
      pictures.delete(cell);
      saves.delete(cell);
      runs.release(cell);
    },
    dispose() {
      designs?.close();
      training.dispose();
    }
  };
}

/** Questions to a run, answered by its worker between two steps. */
const questions = {
  predict: ({run}: State, samples: Samples) => run.predict(samples),
  activation: ({run}: State, path: string, samples: Samples) => run.activation(path, samples),
  inputGradient: ({run}: State, path: string, unit: Unit, samples: Samples) => run.inputGradient(path, unit, samples),
  effectiveField: ({run}: State, path: string, unit: Unit, samples: Samples) => run.effectiveField(path, unit, samples)
};

/** The present states of all runs of the notebook, anew after each change. */
async function* allRuns(training: Training): AsyncGenerator<readonly State[]> {
  let wake = () => {};
  const end = training.observe(() => wake());
  try {
    for (;;) {
      const changed = new Promise<void>((resolve) => (wake = resolve));
      yield training.slots.map(({slot}) => slot.state);
      await changed;
    }
  } finally {
    end();
  }
}
