import {absent} from "../analysis/absent.ts";
import {findCycles} from "../analysis/cycles.ts";
import {definersOf, writersOf, type Context} from "./context.ts";
import {CellError} from "./errors.ts";
import type {CellRecord} from "./record.ts";
import {faultError} from "./toCellError.ts";

/** The failure that began in a cell: of its code, of a name it reads that nobody defines, or of one of its results. */
export function failureOf(record: CellRecord, context: Context): CellError | undefined {
  if (record.committed?.analysis.runs === false) return undefined; // its readers are told instead
  if (record.phase === "failed" && record.error)
    return isCircular(record.error) ? circular(record, context) : record.error;
  if (record.phase === "blocked") {
    const error = undefinedName(record, context);
    if (error) return error;
  }
  for (const slot of record.slots) {
    if (slot.duplicate) return duplicate(record, slot.state.name, context);
    if (slot.error) return isCircular(slot.error) ? circular(record, context) : slot.error;
  }
  return undefined;
}

function isCircular({message, kind}: CellError): boolean {
  return message === "circular definition" && kind === "RuntimeError";
}

/** Names the path that leads back. */
function circular(record: CellRecord, context: Context): CellError {
  const edges = (id: number) =>
    (context.records.get(id)?.committed?.inputs ?? []).flatMap((name) =>
      definersOf(context, name).map((to) => ({to: to.id, name}))
    );
  const cycles = findCycles([...context.records.keys()], edges);
  const cycle = cycles.find(({path}) => path.some(({cell}) => cell === record.id)) ?? cycles[0];
  return new CellError(`circular definition${cycle ? `: ${cycle.text}` : ""}`, {cell: record.id, kind: "RuntimeError"});
}

function duplicate(record: CellRecord, name: string, context: Context): CellError {
  const others = definersOf(context, name).filter(({id}) => id !== record.id);
  const at = record.committed?.analysis.declarations.find((declaration) => declaration.name === name);
  const message = `${name} is also defined in ${listCells(others)}`;
  return record.committed && at
    ? faultError(record.id, record.committed.cell.source, {...at, message}, "RuntimeError")
    : new CellError(message, {cell: record.id, kind: "RuntimeError"});
}

/** A name that neither a cell nor the page defines, or that the library could not load, at its first use. */
function undefinedName({id, failedInput, committed}: CellRecord, context: Context): CellError | undefined {
  if (!failedInput || !committed) return undefined;
  const {library} = context.options;
  // Several inputs may have failed; which of them did first is chance, so the first that nobody defines is told.
  const name = committed.inputs.find((input) =>
    Object.hasOwn(library, input) ? input === failedInput.name : isNobodys(input, id, context)
  );
  if (name === undefined || definersOf(context, name).length > 0) return undefined;
  const text = Object.hasOwn(library, name)
    ? `${name} could not be loaded: ${failedInput.message}`
    : absent.has(name)
      ? `${name} is not part of Subband`
      : `${name} is not defined`;
  const at = committed.analysis.references.find((reference) => reference.name === name);
  return faultError(id, committed.cell.source, {message: text, ...(at ?? {from: 0, to: 0})}, "ReferenceError");
}

function isNobodys(name: string, reader: number, context: Context): boolean {
  if (name === "invalidation" || name === "visibility" || definersOf(context, name).length > 0) return false;
  if (writersOf(context, name).some(({id}) => id !== reader)) return false;
  try {
    context.global(name);
    return false;
  } catch {
    return true;
  }
}

/** "cell 3", "cells 3 and 4" */
export function listCells(records: readonly CellRecord[]): string {
  const ids = records.map(({id}) => id);
  return ids.length < 2 ? `cell ${ids.join()}` : `cells ${ids.slice(0, -1).join(", ")} and ${ids[ids.length - 1]}`;
}
