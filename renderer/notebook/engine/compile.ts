import type {Cell} from "../format/notebook.ts";
import {resolveImport} from "../analysis/resolveImport.ts";
import type {CellAnalysis, Import} from "../analysis/types.ts";
import {positionAt} from "../analysis/position.ts";
import {CellError} from "./errors.ts";
import {sourceUrl} from "./stackFrames.ts";
import {faultError} from "./toCellError.ts";
import {words} from "../../protocol/words.ts";

export type Module = Record<string, unknown>;

/** A cell's code, ready to be called with the values of its inputs. */
export type Code = (...inputs: unknown[]) => unknown;

/** What compiling needs of the page. */
export interface Compiler {
  evaluate(source: string): unknown;
  load(url: string): Promise<Module>;
}

/**
 * Makes a function of a cell. The script's lines are the cell's lines and it bears the cell's name, so that a stack tells
 * where in the cell it was.
 *
 * @throws CellError where the cell is known not to run
 */
export function compile(cell: Cell, analysis: CellAnalysis, {evaluate, load}: Compiler): Code {
  if (analysis.error) throw faultError(cell.id, cell.source, analysis.error);
  if (analysis.body === undefined) return () => undefined;
  let made: unknown;
  try {
    made = evaluate(`${analysis.body}\n//# sourceURL=${sourceUrl(cell.id)}`);
  } catch (error) {
    throw new CellError(words(error), {
      cell: cell.id,
      kind: "SyntaxError",
      cause: error
    });
  }
  const statics = analysis.imports.filter(({dynamic}) => !dynamic);
  return (made as (load: (wanted: unknown) => Promise<unknown>) => Code)((wanted) =>
    Array.isArray(wanted)
      ? Promise.all(wanted.map((index: number) => loadStatic(cell, statics[index], load)))
      : loadDynamic(String(wanted), load)
  );
}

/** The module of a static import, which must export every name asked for; what is wrong is told at the import. */
async function loadStatic(cell: Cell, wanted: Import, load: Compiler["load"]): Promise<Module> {
  const fail = (message: string, at: {from: number}, cause?: unknown) =>
    new CellError(message, {cell: cell.id, ...positionAt(cell.source, at.from), kind: "SyntaxError", cause});
  let module: Module;
  try {
    module = await load(wanted.url ?? "");
  } catch (error) {
    throw fail(`${wanted.specifier} could not be loaded: ${words(error)}`, wanted, error);
  }
  const missing = wanted.names.find(({name}) => !(name in module));
  if (missing) throw fail(`export '${missing.name}' not found in ${wanted.specifier}`, missing);
  return module;
}

async function loadDynamic(specifier: string, load: Compiler["load"]): Promise<Module> {
  const {url, error} = resolveImport(specifier);
  if (url === undefined) throw new TypeError(error);
  return load(url);
}
