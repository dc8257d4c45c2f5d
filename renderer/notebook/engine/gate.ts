import type {Context} from "./context.ts";
import type {CellRecord} from "./record.ts";

/** Whether a change of its inputs is to run a cell, or only to mark it. */
export function isGated({held}: CellRecord, {mode}: Context): boolean {
  return held || mode === "on demand";
}

/**
 * Takes a cell out of its inputs' readers, so that the runtime does not compute it when they change: its value, its
 * generators and its `invalidation` stay as they are. A second variable watches the inputs instead.
 */
export function cut(record: CellRecord, context: Context): void {
  for (const input of record.variable._inputs) input._outputs.delete(record.variable);
  record.cut = true;
  watch(record, context);
}

/** Makes a cell a reader of its inputs again, without computing it. */
export function connect(record: CellRecord, {runtime}: Context): void {
  record.watch?.delete();
  record.watch = record.watched = undefined;
  record.cut = false;
  const {variable, committed} = record;
  // Resolved anew: a name may have moved to another variable meanwhile.
  variable._inputs = (committed?.inputs ?? []).map((name) => variable._resolve(name));
  for (const input of variable._inputs) {
    input._outputs.add(variable);
    runtime._dirty.add(input); // it may be reachable only now
  }
  void runtime._compute();
}

function watch(record: CellRecord, context: Context): void {
  const names = watchedNames(record);
  if (names.length === 0) {
    record.watch?.delete();
    record.watch = record.watched = undefined;
    return;
  }
  record.watch ??= context.module.variable({
    fulfilled(values) {
      if (record.gone || !record.cut) return;
      record.watched = values as unknown[];
      context.changed();
    },
    rejected(error) {
      if (record.gone || !record.cut) return;
      record.watched = {failed: (error as {input?: string}).input ?? ""};
      context.changed();
    }
  });
  if (
    record.watch._inputs.length !== names.length ||
    names.some((name, i) => record.watch?._inputs[i] !== record.watch?._resolve(name))
  )
    record.watch.define(null, names, (...values: unknown[]) => values);
}

/** Inputs that can make a cell stale. */
function watchedNames({committed}: CellRecord): string[] {
  return (committed?.inputs ?? []).filter((name) => name !== "invalidation" && name !== "visibility");
}

/** The input of a cut cell that is not what the cell ran with; undefined while there is none. */
export function changedInput(record: CellRecord): {name: string; failed: boolean} | undefined {
  const {cut, watched, inputs, committed} = record;
  if (!cut || !watched || !inputs || !committed) return undefined;
  if ("failed" in watched) return {name: watched.failed, failed: true};
  const name = watchedNames(record).find((name, i) => !Object.is(watched[i], inputs[committed.inputs.indexOf(name)]));
  return name === undefined ? undefined : {name, failed: false};
}
