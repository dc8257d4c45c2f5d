import {filterData, filterLengths} from "./filterData.ts";

let table: Map<string, readonly Float64Array[]> | undefined;

/** The stored filters, decoded once: [rec_lo] of an orthogonal wavelet, [dec_lo, rec_lo] of a bior one. */
export function filterTable(): ReadonlyMap<string, readonly Float64Array[]> {
  if (table) return table;
  table = new Map();
  const bytes = Uint8Array.from(atob(filterData), (character) => character.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [name, length] of filterLengths) {
    const filters = Array.from({length: name.startsWith("bior") ? 2 : 1}, () =>
      Float64Array.from({length}, () => view.getFloat64((at += 8) - 8, true))
    );
    table.set(name, filters);
  }
  return table;
}
