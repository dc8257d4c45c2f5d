import {describeDataset, type Dataset} from "../data/dataset.ts";
import type {Network} from "../graph/network.ts";
import type {Executor} from "./worker/executor.ts";
import {planOf, startOf, type TrainOptions} from "./plan/options.ts";
import {identify, type Plan} from "./plan/plan.ts";
import type {After} from "./slot/idle.ts";
import {Queue} from "./slot/queue.ts";
import {Slot} from "./slot/slot.ts";
import {latest} from "./slot/latest.ts";
import type {State} from "./run/state.ts";
import {memoryStorage, type RunStorage} from "./slot/storage.ts";

/** What training in one notebook stands on. */
export interface TrainingSetup {
  readonly executor: Executor;
  /** Where results and checkpoints are kept; in memory unless said. */
  readonly storage?: RunStorage;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** A seed for a plan that has none. */
  readonly seed?: () => number;
  /**
   * Milliseconds without a question after which the worker of a run that is over is closed, five minutes unless said; a
   * later question opens another from the run's checkpoint.
   */
  readonly idle?: number;
  readonly after?: After;
  readonly warn?: (message: string) => void;
}

/** `train` as a cell sees it: cheap, starts nothing, and gives the states of the cell's run. */
export type Train = (net: Network, dataset: Dataset, options: TrainOptions) => AsyncGenerator<State, void, void>;

/** A slot and what it belongs to. */
export interface SlotEntry {
  readonly cell: number;
  /** The `name` option; empty for the cell's only run. */
  readonly name: string;
  readonly slot: Slot;
}

/** All training of one notebook: a slot for every cell that trains, and one queue. */
export interface Training {
  /** The function that the cell of this id finds as `train`. */
  trainOf(cell: number): Train;
  /** The slot of a cell, once it has called `train`. */
  slot(cell: number, name?: string): Slot | undefined;
  readonly slots: readonly SlotEntry[];
  /** Calls when a slot comes, goes or changes, until the function that it returns is called. */
  observe(listener: () => void): () => void;
  /** The cell is gone for good: its runs stop. */
  release(cell: number): void;
  dispose(): void;
}

/** Training for one notebook. Throws nothing; what is wrong with a plan is thrown by `train`, in the cell. */
export function createTraining({
  executor,
  storage = memoryStorage(),
  now = Date.now,
  seed = () => crypto.getRandomValues(new Uint32Array(1))[0],
  idle = 300_000,
  after = callLater,
  warn = console.warn
}: TrainingSetup): Training {
  const queue = new Queue();
  const entries = new Map<string, SlotEntry>();
  const newest = new Map<string, Plan>();
  const listeners = new Set<() => void>();
  const tell = () => listeners.forEach((listener) => listener());
  const keyOf = (cell: number, name: string) => `${cell}/${name}`;

  function hand(cell: number, name: string, wanted: ConstructorParameters<typeof Slot>[1]): Slot {
    const found = entries.get(keyOf(cell, name));
    if (found) {
      found.slot.want(wanted);
      return found.slot;
    }
    const slot = new Slot({executor, queue, storage, now, seed, idle, after, warn}, wanted);
    slot.observe(tell);
    entries.set(keyOf(cell, name), {cell, name, slot});
    tell();
    return slot;
  }

  function remove(key: string, {slot}: SlotEntry): void {
    entries.delete(key);
    newest.delete(key);
    void slot.stop().then(() => slot.dispose());
  }

  return {
    trainOf(cell) {
      return (net, dataset, options) => {
        const plan = planOf(net, dataset, options);
        const start = startOf(net, options);
        const {name = ""} = options;
        const key = keyOf(cell, name);
        newest.set(key, plan);
        const slot = identify(plan, start).then((identity) => {
          const known = entries.get(key);
          if (known && newest.get(key) !== plan) return known.slot; // a newer plan came while this one was hashed
          return hand(cell, name, {...identity, dataset: describeDataset(dataset)});
        });
        return latest(slot);
      };
    },
    slot: (cell, name = "") => entries.get(keyOf(cell, name))?.slot,
    get slots() {
      return [...entries.values()];
    },
    observe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    release(cell) {
      for (const [key, entry] of entries) if (entry.cell === cell) remove(key, entry);
      tell();
    },
    dispose() {
      for (const [key, entry] of entries) {
        entries.delete(key);
        entry.slot.dispose();
      }
      listeners.clear();
    }
  };
}

function callLater(milliseconds: number, call: () => void): () => void {
  const timer = setTimeout(call, milliseconds);
  return () => clearTimeout(timer);
}
