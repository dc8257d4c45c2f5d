import {input} from "../library/generators/input.ts";
import type {Code} from "./compile.ts";
import type {Context} from "./context.ts";
import {endable, endableGenerator} from "./endable.ts";
import {cut, isGated} from "./gate.ts";
import type {CellRecord, Committed} from "./record.ts";
import type {RunningCell} from "./types.ts";

/** Names that the engine gives to each run itself. */
export const ownNames: ReadonlySet<string> = new Set(["display", "view"]);

/**
 * The runtime's definition of a cell's value: called with the values of the inputs that come from the runtime. Tells that
 * the cell started and finished, and gives it its own `display`, `view` and per-cell names.
 */
export function definition(record: CellRecord, {analysis, inputs}: Committed, code: Code, context: Context) {
  return (...values: unknown[]): unknown => {
    const run = begin(record, values, context);
    const end = once(() => finish(record, run, context));
    try {
      const given = perRun(record, run, values[inputs.indexOf("invalidation")], context);
      const args = () => analysis.inputs.map((name) => (name in given ? given[name] : values[inputs.indexOf(name)]));
      const late = Object.keys(given).filter((name) => isThenable(given[name]));
      const result = late.length === 0 ? code(...args()) : awaitGiven(given, late).then(() => code(...args()));
      if (!isThenable(result)) {
        end();
        return endableGenerator(result);
      }
      const {promise, abandon} = endable(result);
      record.abandon = () => {
        end();
        abandon();
      };
      return promise.finally(end).then(endableGenerator);
    } catch (error) {
      end();
      throw error;
    }
  };
}

function begin(record: CellRecord, values: readonly unknown[], context: Context): number {
  record.phase = "running";
  record.begun = true;
  record.error = undefined;
  record.failedInput = undefined;
  record.shown = record.displayed = false;
  record.inputs = values;
  record.began = context.now();
  for (const slot of record.slots) slot.abandon?.(); // what an earlier run promised is of no interest
  if (isGated(record, context)) cut(record, context);
  context.tell("started", record.id);
  context.publish(); // before the code, which may not give anyone else a turn
  return ++record.run;
}

function finish(record: CellRecord, run: number, context: Context): void {
  if (run === record.run) {
    record.abandon = undefined;
    record.elapsed = context.now() - record.began;
    if (record.phase === "running") record.phase = "pending"; // until the runtime has taken the result
  }
  context.tell("finished", record.id);
  context.changed();
}

/** The names whose values know the cell and its run. A record without prototype, so that `in` asks for these alone. */
function perRun(record: CellRecord, run: number, invalidation: unknown, context: Context): Record<string, unknown> {
  const {id} = record;
  function display<T>(value: T): T {
    if (record.run !== run || record.gone) throw new Error("stale display");
    if (!record.shown) context.tell("clear", id);
    record.shown = record.displayed = true;
    context.tell("display", id, value, record.cell.output);
    return value;
  }
  const running: RunningCell = {id, display, invalidation: invalidation as Promise<void>};
  const given: Record<string, unknown> = Object.create(null);
  given.display = display;
  given.view = (element: EventTarget) => input(display(element));
  const {perCell = {}} = context.options;
  for (const name of record.committed?.analysis.inputs ?? [])
    if (Object.hasOwn(perCell, name)) given[name] = perCell[name](running);
  return given;
}

/** Waits for per-cell names that are still being loaded. */
async function awaitGiven(given: Record<string, unknown>, names: readonly string[]): Promise<void> {
  await Promise.all(names.map(async (name) => (given[name] = await given[name])));
}

function once(action: () => void): () => void {
  let done = false;
  return () => {
    if (!done) action();
    done = true;
  };
}

export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as {then?: unknown} | null | undefined)?.then === "function";
}
