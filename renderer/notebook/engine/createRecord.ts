import {RuntimeError} from "@observablehq/runtime";
import type {Cell} from "../format/notebook.ts";
import type {CellAnalysis} from "../analysis/types.ts";
import {evaluated} from "./bindOutputs.ts";
import type {Context} from "./context.ts";
import type {CellRecord} from "./record.ts";
import {toCellError} from "./toCellError.ts";

/** A record of a cell that has not run, with its variable in the runtime. */
export function createRecord(cell: Cell, analysis: CellAnalysis, context: Context): CellRecord {
  const {id} = cell;
  const variable = context.module.variable({
    get _node() {
      return context.options.node?.(id);
    },
    pending() {
      if (record.gone) return;
      record.phase = "pending";
      record.begun = false;
      context.changed();
    },
    fulfilled(value) {
      if (record.gone) return;
      record.phase = "done";
      record.value = value;
      show(record, context);
      context.changed();
    },
    rejected(error) {
      if (record.gone) return;
      reject(record, error, context);
      // What the run that failed has shown stays; what stands there from an earlier one goes.
      if (!record.shown || !record.begun) context.tell("clear", id);
      record.shown = true;
      context.changed();
    }
  });
  const record: CellRecord = {
    id,
    cell,
    analysis,
    committed: undefined,
    held: false,
    variable,
    slots: [],
    phase: "none",
    error: undefined,
    failedInput: undefined,
    run: 0,
    begun: false,
    began: 0,
    elapsed: undefined,
    shown: false,
    displayed: false,
    value: undefined,
    abandon: undefined,
    cut: false,
    inputs: undefined,
    watch: undefined,
    watched: undefined,
    gone: false
  };
  return record;
}

/**
 * Shows the value if the run has displayed nothing itself (as per-cell names may); else what an earlier run showed goes,
 * unless this one has shown something.
 */
export function show(record: CellRecord, context: Context): void {
  const display = record.analysis.display && record.committed?.analysis.runs && !record.displayed;
  if (display || !record.shown) context.tell("clear", record.id);
  if (display) context.tell("display", record.id, record.value, record.cell.output);
  record.shown = true;
}

/** An input that failed is waited for; anything else is the cell's own failure. */
function reject(record: CellRecord, error: unknown, context: Context): void {
  const {committed} = record;
  const input = error instanceof RuntimeError ? error.input : undefined;
  if (input !== undefined && committed?.inputs.includes(input)) {
    record.phase = "blocked";
    record.failedInput = {name: input, message: (error as Error).message};
    record.error = undefined;
  } else {
    record.phase = "failed";
    record.error = toCellError(record.id, error, (cell) => evaluated(cell, context));
  }
}
