import {definersOf, writersOf, type Context} from "./context.ts";
import {staleness} from "./describe.ts";
import {isEdited, type CellRecord} from "./record.ts";

/**
 * The cells to run, with those they need that never ran, are stale, or alone would define a name that is read. Held cells
 * keep what they have; one that has nothing runs.
 */
export function withNeeded(wanted: readonly CellRecord[], context: Context): CellRecord[] {
  const found = new Set(wanted);
  for (const record of found)
    for (const name of record.analysis.inputs) {
      const definers = definersOf(context, name);
      const missing = definers.length === 0 ? writersOf(context, name) : [];
      for (const writer of missing) found.add(writer);
      for (const definer of definers) if (!definer.held && staleness(definer, context)) found.add(definer);
    }
  return [...found];
}

/** The cells that are not up to date: never run, edited, or stale. Those that are held stay, if they have a value. */
export function outdated(context: Context): CellRecord[] {
  return [...context.records.values()].filter(
    (record) => !record.committed || (!record.held && (isEdited(record) || staleness(record, context)))
  );
}
