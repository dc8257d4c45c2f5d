import type {CellAnalysis} from "../analysis/types.ts";
import {bindOutputs, removeSlot} from "./bindOutputs.ts";
import {compile, type Code} from "./compile.ts";
import type {Context} from "./context.ts";
import {definition, ownNames} from "./definition.ts";
import {sameCode, sameNames, valueName, type CellRecord, type Committed} from "./record.ts";

/** Hands a cell, as it is written now, to the runtime, which runs it; a cell that only renames its results is not run. */
export function commit(record: CellRecord, context: Context): void {
  const {cell, analysis, committed} = record;
  if (committed && sameCode(committed.analysis, analysis) && !sameNames(committed, analysis)) {
    record.committed = {...committed, outputs: analysis.outputs};
    return bindOutputs(record, analysis.outputs, context);
  }
  record.abandon?.();
  // A cell that cannot be understood keeps the names it had, so that their readers know whom they wait for.
  const lost = analysis.error !== undefined && analysis.outputs.length === 0;
  const outputs = lost && committed ? committed.outputs : analysis.outputs;
  const inputs = analysis.error ? [] : runtimeInputs(analysis, context);
  const keys = analysis.declarations.length > 0 ? analysis.outputs : [];
  const next: Committed = {cell, analysis, keys, outputs, inputs};
  record.committed = next;
  record.cut = false;
  record.phase = "pending";
  for (const slot of record.slots) slot.error = undefined;
  record.variable.define(valueName(record.id), inputs, define(record, next, context));
  bindOutputs(record, outputs, context);
  context.changed();
}

function define(record: CellRecord, committed: Committed, context: Context): (...values: never[]) => unknown {
  const {cell, analysis} = committed;
  const fail = (error: unknown) => () => {
    throw error;
  };
  if (!analysis.runs) return fail(new Error(`${cell.mode} cells do not run in Subband`));
  let code: Code;
  try {
    code = compile(cell, analysis, context.options);
  } catch (error) {
    return fail(error);
  }
  return definition(record, committed, code, context);
}

/** The inputs that the runtime resolves: all but what the engine makes for each run, which knows when the run ends. */
function runtimeInputs({inputs}: CellAnalysis, {options: {perCell = {}}}: Context): string[] {
  const own = inputs.filter((name) => !ownNames.has(name) && !Object.hasOwn(perCell, name));
  const knowsRun = inputs.some((name) => Object.hasOwn(perCell, name));
  return knowsRun && !own.includes("invalidation") ? [...own, "invalidation"] : own;
}

/** Takes a cell out of the runtime: its run is given up, its generators return, its `invalidation` resolves. */
export function remove(record: CellRecord, context: Context): void {
  record.abandon?.();
  record.gone = true;
  record.watch?.delete();
  while (record.slots.length > 0) removeSlot(record, context);
  record.variable.delete();
  context.records.delete(record.id);
}
