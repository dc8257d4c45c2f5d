import {definersOf, writersOf, type Context} from "./context.ts";
import type {CellError} from "./errors.ts";
import {failureOf, listCells} from "./failure.ts";
import {changedInput} from "./gate.ts";
import {isEdited, type CellRecord} from "./record.ts";
import type {CellState, Status} from "./types.ts";

interface Described {
  readonly status: Status;
  readonly reason: string;
  readonly because?: readonly CellRecord[];
}

/** What the gutter says of a cell: the first that holds of running, edited, error, waiting, stale, idle. */
export function describe(record: CellRecord, context: Context): CellState {
  const error = failureOf(record, context);
  const {status, reason, because = []} = statusOf(record, error, context);
  return {
    id: record.id,
    status,
    reason,
    error,
    because: because.map(({id}) => id),
    held: record.held,
    ran: record.run > 0,
    elapsed: record.elapsed
  };
}

function statusOf(record: CellRecord, error: CellError | undefined, context: Context): Described {
  const {phase, committed, analysis, held} = record;
  if (!analysis.runs) return {status: "idle", reason: `${record.cell.mode} cells do not run here`};
  if (phase === "running") return {status: "running", reason: "running"};
  const unsettled = record.slots.find((slot) => slot.abandon);
  if (unsettled) return {status: "running", reason: `${code(unsettled.state.name)} is being awaited`};
  if (isEdited(record)) return {status: "edited", reason: "edited since it ran"};
  if (error) return {status: "error", reason: error.message};
  if (phase === "blocked" && record.failedInput && !isRepaired(record))
    return waitingFor(failedInput(record, context), context);
  if (phase === "pending") return pending(record, context);
  const stale = staleness(record, context);
  if (stale) return {...stale, reason: held ? `held; ${stale.reason}` : stale.reason};
  return {status: "idle", reason: !committed ? "has not run" : held ? "held" : ""};
}

/** The first input that failed, in the order of the cell's text; which failed first in time is chance. */
function failedInput({committed, failedInput}: CellRecord, context: Context): string {
  const failed = committed?.inputs.find((name) =>
    definersOf(context, name).some(({slots}) =>
      slots.some(({state}) => state.name === name && state.status === "rejected")
    )
  );
  return failed ?? failedInput?.name ?? "";
}

/** A cell that is cut is not told that the input that failed is there now. */
function isRepaired(record: CellRecord): boolean {
  return changedInput(record)?.failed === false;
}

function waitingFor(name: string, context: Context): Described {
  const definers = definersOf(context, name);
  if (definers.length > 1)
    return {
      status: "waiting",
      reason: `waiting for ${code(name)}, which ${listCells(definers)} define`,
      because: definers
    };
  const [definer] = definers;
  if (definer) return {status: "waiting", reason: `waiting for ${code(name)} (cell ${definer.id})`, because: definers};
  const writers = writersOf(context, name);
  return {
    status: "waiting",
    reason: `waiting for ${code(name)} (${listCells(writers)}, which ${writers.length > 1 ? "have" : "has"} not run)`,
    because: writers
  };
}

function pending(record: CellRecord, context: Context): Described {
  const input = pendingInput(record, context);
  if (input) return waitingFor(input, context);
  const loading = record.committed?.inputs.find(
    (name) =>
      Object.hasOwn(context.options.library, name) &&
      !context.loaded.has(name) &&
      definersOf(context, name).length === 0
  );
  return {status: "waiting", reason: loading ? `waiting for ${code(loading)}` : "about to run"};
}

/** The first input of a cell that another cell has not given yet. */
export function pendingInput({committed}: CellRecord, context: Context): string | undefined {
  return committed?.inputs.find((name) =>
    definersOf(context, name).some(({slots}) =>
      slots.some(({state}) => state.name === name && state.status === "pending")
    )
  );
}

/** Why a cell that ran shows a value of older inputs; undefined if it does not. */
export function staleness(record: CellRecord, context: Context, seen = new Set<CellRecord>()): Described | undefined {
  if (!record.cut || record.run === 0 || seen.has(record)) return undefined;
  seen.add(record);
  const changed = changedInput(record);
  if (changed) {
    const because = definersOf(context, changed.name);
    const place = because.length > 0 ? ` (${listCells(because)})` : "";
    return {status: "stale", reason: `${code(changed.name)}${place} ${changed.failed ? "failed" : "changed"}`, because};
  }
  for (const name of record.committed?.inputs ?? [])
    for (const definer of definersOf(context, name))
      if (!definer.held && staleness(definer, context, seen))
        return {status: "stale", reason: `${code(name)} (cell ${definer.id}) is stale`, because: [definer]};
  return undefined;
}

function code(name: string): string {
  return `\`${name}\``;
}
