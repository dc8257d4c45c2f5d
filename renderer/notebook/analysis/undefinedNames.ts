import type {Cell} from "../format/notebook.ts";
import {absent} from "./absent.ts";
import {nearest} from "./nearest.ts";
import type {CellAnalysis, Known, Name, Undefined} from "./types.ts";

/** The uses of names that no cell, neither the library nor the page defines, each with the name that may be meant. */
export function undefinedNames(
  cells: readonly Cell[],
  byCell: ReadonlyMap<number, CellAnalysis>,
  definers: ReadonlyMap<string, readonly number[]>,
  known: Known
): Undefined[] {
  return cells.flatMap(({id}) =>
    (byCell.get(id)?.references ?? [])
      .filter(({name}) => !definers.has(name) && !known.library.has(name) && !known.page(name))
      .map((reference) => describe(reference, id, definers, known))
  );
}

function describe(
  reference: Name,
  cell: number,
  definers: ReadonlyMap<string, readonly number[]>,
  known: Known
): Undefined {
  const {name} = reference;
  if (absent.has(name)) return {...reference, cell, message: `${name} is not part of Subband`};
  const near = nearest(name, definers.keys()) ?? nearest(name, known.library);
  if (near === undefined) return {...reference, cell, message: `${name} is not defined`};
  const where = definers.get(near)?.[0];
  const hint = `did you mean ${near}${where === undefined ? "" : ` (cell ${where})`}?`;
  const suggestion = {name: near, ...(where === undefined ? {} : {cell: where})};
  return {...reference, cell, message: `${name} is not defined; ${hint}`, suggestion};
}
