import {RuntimeError} from "@observablehq/runtime";
import type {Context} from "./context.ts";
import {isThenable} from "./definition.ts";
import {Abandoned, endable, endableGenerator} from "./endable.ts";
import {slotName, valueName, type CellRecord, type Slot} from "./record.ts";
import {toCellError} from "./toCellError.ts";
import type {VariableState} from "./types.ts";

/**
 * Gives a cell's results their names. A result is a variable of its own under a hidden name, and its name another one that
 * reads it: so a renaming moves the name and leaves the result, even a running generator, alone.
 */
export function bindOutputs(record: CellRecord, outputs: readonly string[], context: Context): void {
  while (record.slots.length > outputs.length) removeSlot(record, context);
  outputs.forEach((name, index) => {
    const slot = record.slots[index];
    if (!slot) record.slots.push(createSlot(record, index, name, context));
    else if (slot.state.name !== name) {
      context.tell("forgotten", slot.state.name, record.id);
      slot.duplicate = false;
      slot.state = {...slot.state, name, status: "pending"};
      slot.alias.define(name, [slotName(record.id, index)], (value: unknown) => value);
    }
  });
}

function createSlot(record: CellRecord, index: number, name: string, context: Context): Slot {
  const {id} = record;
  const {module} = context;
  const variable = module.variable({
    rejected(error) {
      if (record.gone) return;
      if (error instanceof Abandoned) return;
      slot.abandon = undefined;
      const own = !(error instanceof RuntimeError && error.input === valueName(id));
      slot.error = own ? toCellError(id, error, (cell) => evaluated(cell, context)) : undefined;
      context.changed();
    },
    fulfilled() {
      if (record.gone) return;
      if (slot.abandon) record.elapsed = context.now() - record.began;
      slot.abandon = undefined;
      slot.error = undefined;
      context.changed();
    }
  });
  const alias = module.variable({
    pending: () => update({status: "pending"}),
    fulfilled(value) {
      slot.duplicate = false;
      update({status: "fulfilled", value});
    },
    rejected(error) {
      slot.duplicate =
        error instanceof RuntimeError && error.input === undefined && /defined more than once$/.test(error.message);
      update({status: "rejected", value: undefined});
    }
  });
  function update(change: Partial<VariableState>): void {
    if (record.gone) return;
    slot.state = {...slot.state, ...change};
    context.tell("variable", slot.state);
    context.changed();
  }
  const slot: Slot = {
    index,
    variable,
    alias,
    state: {name, cell: id, status: "pending", value: undefined},
    error: undefined,
    duplicate: false,
    abandon: undefined
  };
  variable.define(slotName(id, index), [valueName(id)], (exports: unknown) => {
    const value = pick(record, index, exports);
    slot.abandon = undefined;
    if (!isThenable(value)) return endableGenerator(value);
    const {promise, abandon} = endable(value);
    slot.abandon = abandon;
    return promise.then(endableGenerator);
  });
  alias.define(name, [slotName(id, index)], (value: unknown) => value);
  return slot;
}

/** A result out of a cell's value; the value itself where the code declares nothing. */
function pick({committed}: CellRecord, index: number, exports: unknown): unknown {
  const key = committed?.keys[index];
  return key === undefined ? exports : (exports as Record<string, unknown>)[key];
}

/** Takes away a cell's last result. */
export function removeSlot(record: CellRecord, context: Context): void {
  const slot = record.slots.pop();
  if (!slot) return;
  slot.abandon?.();
  slot.alias.delete();
  slot.variable.delete();
  context.tell("forgotten", slot.state.name, record.id);
}

/** The code of a cell that frames of a stack point into. */
export function evaluated(cell: number, {records}: Context) {
  const committed = records.get(cell)?.committed;
  return committed && {source: committed.cell.source, analysis: committed.analysis};
}
