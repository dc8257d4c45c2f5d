import {analyseCell} from "../analysis/analyseCell.ts";
import type {Cell} from "../format/notebook.ts";
import {commit, remove} from "./commit.ts";
import type {Context} from "./context.ts";
import {createRecord, show} from "./createRecord.ts";
import {createRuntime} from "./createRuntime.ts";
import {describe, pendingInput} from "./describe.ts";
import {connect, cut, isGated} from "./gate.ts";
import {outdated, withNeeded} from "./needed.ts";
import {sameCode, type CellRecord} from "./record.ts";
import {sameState} from "./sameState.ts";
import {watchLibrary} from "./watchLibrary.ts";
import type {CellState, Engine, EngineOptions, RunMode, VariableState} from "./types.ts";

/** An engine for one notebook, on a runtime of its own. Nothing runs until it is asked to. */
export function createEngine(options: EngineOptions): Engine {
  const analyse = options.analyse ?? analyseCell;
  const loaded = new Set<string>();
  const records = new Map<number, CellRecord>();
  let told = new Map<number, CellState>();
  let [scheduled, disposed] = [false, false];
  const waiters: (() => void)[] = [];

  const global = options.global ?? pageGlobal;
  const runtime = createRuntime({
    library: watchLibrary(options.library, loaded),
    global,
    frame: options.frame
  });
  const context: Context = {
    options,
    runtime,
    module: runtime.module(),
    records,
    mode: options.mode ?? "automatically",
    loaded,
    global,
    now: options.now ?? (() => performance.now()),
    changed() {
      for (const waiter of waiters.splice(0)) waiter();
      if (scheduled || disposed) return;
      scheduled = true;
      options.frame(publish);
    },
    publish,
    tell(what, ...args) {
      if (!disposed) (options.observer?.[what] as ((...args: unknown[]) => void) | undefined)?.(...args);
    }
  };

  function publish(): void {
    scheduled = false;
    if (disposed) return;
    const states = new Map([...records.values()].map((record) => [record.id, describe(record, context)]));
    for (const [id, state] of states) {
      const before = told.get(id);
      if (before && sameState(before, state)) states.set(id, before);
      else context.tell("state", state);
    }
    told = states;
  }

  function gate(record: CellRecord): void {
    if (!record.committed || record.phase === "none" || !record.analysis.runs) return;
    if (isGated(record, context)) {
      if (!record.cut && record.run > 0 && record.phase !== "pending") cut(record, context);
    } else if (record.cut) connect(record, context);
  }

  /** Lets cells follow their inputs again; those that are behind catch up. */
  function release(released: readonly CellRecord[]): void {
    const behind = new Set(outdated(context).filter(({committed}) => committed));
    for (const record of released) {
      if (record.committed && behind.has(record)) commit(record, context);
      else gate(record);
    }
  }

  function isBusy(): boolean {
    return [...records.values()].some(
      (record) =>
        record.phase === "running" ||
        record.slots.some(({abandon}) => abandon) ||
        (record.phase === "pending" && pendingInput(record, context) === undefined)
    );
  }

  /** Resolves when no code runs, no promise is awaited, and whoever waits, waits for a generator that has no value yet. */
  async function settled(): Promise<void> {
    const frame = () => new Promise<void>((resolve) => options.frame(resolve));
    for (;;) {
      await frame();
      await frame();
      if (disposed || !isBusy()) return publish();
      await new Promise<void>((resolve) => waiters.push(resolve));
    }
  }

  return {
    set(cells: readonly Cell[]) {
      const present = new Map(cells.map((cell) => [cell.id, cell]));
      for (const record of [...records.values()]) if (!present.has(record.id)) remove(record, context);
      for (const cell of cells) {
        const record = records.get(cell.id) ?? createRecord(cell, analyse(cell), context);
        if (record.cell !== cell) update(record, cell);
        records.delete(cell.id); // so that the records are in the notebook's order
        records.set(cell.id, record);
      }
      publish();
    },
    run(ids) {
      const wanted = ids ? ids.flatMap((id) => records.get(id) ?? []) : outdated(context);
      for (const record of withNeeded(wanted, context)) commit(record, context);
      publish();
      return settled();
    },
    hold(id, held) {
      const record = records.get(id);
      if (!record || record.held === held) return;
      const behind = !held && outdatedIf(record);
      record.held = held;
      if (behind && context.mode === "automatically") commit(record, context);
      else gate(record);
      publish();
    },
    get mode() {
      return context.mode;
    },
    set mode(mode: RunMode) {
      if (mode === context.mode) return;
      const free = [...records.values()].filter(({held}) => !held);
      if (mode === "automatically") {
        const before = free.filter(({cut}) => cut);
        context.mode = mode;
        release(before);
      } else {
        context.mode = mode;
        free.forEach(gate);
      }
      publish();
    },
    get states() {
      publish();
      return told;
    },
    get variables() {
      return new Map(
        [...records.values()].flatMap(({slots}) => slots.map(({state}): [string, VariableState] => [state.name, state]))
      );
    },
    dispose() {
      for (const record of records.values()) record.abandon?.();
      disposed = true;
      for (const waiter of waiters.splice(0)) waiter();
      runtime.dispose();
    }
  };

  /** Takes what a person wrote; shows or hides the value of code that is the same. */
  function update(record: CellRecord, cell: Cell): void {
    const before = record.analysis;
    record.cell = cell;
    record.analysis = analyse(cell);
    const same = record.committed && sameCode(record.committed.analysis, record.analysis);
    if (same && record.phase === "done" && before.display !== record.analysis.display) {
      record.shown = false;
      show(record, context);
    }
  }

  function outdatedIf(record: CellRecord): boolean {
    record.held = false;
    const found = outdated(context).includes(record) && record.committed !== undefined;
    record.held = true;
    return found;
  }
}

function pageGlobal(name: string): unknown {
  if (name in globalThis) return (globalThis as Record<string, unknown>)[name];
  throw new ReferenceError(`${name} is not defined`);
}
